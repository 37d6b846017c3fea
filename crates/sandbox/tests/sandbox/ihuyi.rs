//! ihuyi: the two questions, what a scan comes to, and the page on which it happens.

mod support;

mod answers;
mod codes;
mod faults;
mod links;
mod page;
mod passwords;
mod privacy;
mod returning;
mod scans;
mod submitting;
