//! The sandbox over sockets: what each question gets, what it costs, and what is told of it.

#[cfg(test)]
mod support;

#[cfg(test)]
mod billing;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod holds;
#[cfg(test)]
mod http;
#[cfg(test)]
mod images;
#[cfg(test)]
mod ihuyi;
#[cfg(test)]
mod lifetime;
#[cfg(test)]
mod people;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod results;
#[cfg(test)]
mod scripts;
#[cfg(test)]
mod stopping;
#[cfg(test)]
mod turned_away;
