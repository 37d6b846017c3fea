//! `cargo xtask codes`: the providers' code tables as pages of the documentation.

mod ihuyi;
mod juhe;
mod markdown;
mod table;

use std::path::Path;

use crate::page;

pub(crate) use table::{Becomes, Row, Section, Table};

/// Every provider's table.
pub(crate) fn tables() -> Result<Vec<Table>, String> {
    Ok(vec![juhe::table()?, ihuyi::table()?])
}

/// Writes every page.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for table in tables()? {
        page::write(root, table.page, &markdown::page(&table))?;
        println!("{} rows in {}", table.rows.len(), table.page);
    }
    Ok(())
}

/// Fails where a page is not what [`write()`] would write.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    tables()?.iter().try_for_each(|table| page::check(root, table.page, &markdown::page(table), "codes"))
}
