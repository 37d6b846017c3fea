//! Fitting off the threads of the runtime.

use std::num::NonZeroUsize;
use std::sync::Arc;

use heyan_portrait::{Budget, Fitter, Portrait, PortraitError, Warning};

use crate::photos::{grain, jpeg};

#[tokio::test]
async fn the_same_comes_of_it_as_without_threads() {
    let photo = Portrait::from_bytes(grain(1600, 1200)).unwrap();
    let fitted = Fitter::default().fit(&photo, &Budget::default()).await.unwrap();
    assert_eq!(fitted.portrait, heyan_portrait::fit(photo.expose(), &Budget::default()).unwrap());
    assert_eq!(Fitter::default().check(&photo).await.unwrap(), Vec::<Warning>::new());
}

/// More callers than places, some of whom give up: all others are served, and the places come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn few_places_serve_many() {
    let fitter = Fitter::new(NonZeroUsize::MIN);
    let photo = Arc::new(Portrait::from_bytes(grain(640, 480)).unwrap());
    let fit = |n: u32| {
        let (fitter, photo) = (fitter.clone(), Arc::clone(&photo));
        tokio::spawn(async move {
            let budget = Budget::default();
            let fitting = fitter.fit(&photo, &budget);
            if n.is_multiple_of(3) {
                // Polled once, and given up.
                let mut fitting = Box::pin(fitting);
                tokio::select! {
                    biased;
                    _ = &mut fitting => {}
                    () = std::future::ready(()) => {}
                }
                return 1;
            }
            fitting.await.unwrap().sent.width
        })
    };
    for task in (0..12).map(fit).collect::<Vec<_>>() {
        assert!(task.await.unwrap() > 0);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_the_same_error() {
    let nothing = Portrait::from_bytes(vec![0xFF, 0xD8, 0xFF]).unwrap();
    let error = Fitter::default().fit(&nothing, &Budget::default()).await.unwrap_err();
    assert!(matches!(error, PortraitError::Truncated(_)));
    assert!(matches!(Fitter::default().check(&nothing).await, Err(PortraitError::Truncated(_))));
}

#[tokio::test]
async fn one_inside_the_budget_comes_back_as_it_is() {
    let ready = jpeg(200, 200, 90, |x, y| [x as u8, y as u8, 90]);
    let ready = Portrait::from_bytes(ready).unwrap();
    let budget = Budget::new(1..=ready.expose().len(), heyan_portrait::BudgetUnit::File, 480);
    let fitted = Fitter::default().fit(&ready, &budget).await.unwrap();
    assert!(fitted.untouched);
    assert_eq!(fitted.portrait, ready);
}
