//! Fits photos off the threads of an async runtime, so many at a time and no more.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;

use heyan_core::Portrait;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::{Budget, Fitted, Photo, PortraitError, Warning};

/// Fits photos on tokio's threads for blocking work, so that those which serve requests stay free. A cheap handle;
/// clones share its places. Whoever finds none free waits for one, first come, first served.
///
/// Each place takes at most [64 MiB](crate::limits::MEMORY) beside the photo.
#[derive(Clone, Debug)]
pub struct Fitter {
    places: Arc<Semaphore>,
}

impl Fitter {
    /// As many at a time.
    pub fn new(places: NonZeroUsize) -> Self {
        Self { places: Arc::new(Semaphore::new(places.get().min(Semaphore::MAX_PERMITS))) }
    }

    /// As [`fit`](crate::fit).
    ///
    /// Where the future is dropped, a photo whose turn has come is still finished, and its place taken until then.
    ///
    /// # Errors
    /// As [`fit`](crate::fit).
    pub async fn fit(&self, portrait: &Portrait, budget: &Budget) -> Result<Fitted, PortraitError> {
        let budget = budget.clone();
        self.run(portrait.clone(), move |photo| photo.fit(&budget)).await
    }

    /// As [`check`](crate::check()).
    ///
    /// # Errors
    /// As [`check`](crate::check()).
    pub async fn check(&self, portrait: &Portrait) -> Result<Vec<Warning>, PortraitError> {
        self.run(portrait.clone(), |photo| photo.check()).await
    }

    async fn run<T: Send + 'static>(
        &self,
        portrait: Portrait,
        work: impl FnOnce(Photo<'_>) -> Result<T, PortraitError> + Send + 'static,
    ) -> Result<T, PortraitError> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| PortraitError::Abandoned)?;
        let task = spawn_blocking(move || {
            // Kept until the work is done, whoever still waits for it.
            let _place = place;
            work(Photo::open(portrait.expose())?)
        });
        task.await.unwrap_or(Err(PortraitError::Abandoned))
    }
}

/// As many places as the machine runs threads at a time.
impl Default for Fitter {
    fn default() -> Self {
        Self::new(available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}
