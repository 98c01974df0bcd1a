//! A limiter that allows everything, and notes how attempts end.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use deepvue_digilocker::{AttemptEnd, Limiter};

#[derive(Clone, Default)]
pub struct Ends(Arc<Mutex<Vec<AttemptEnd>>>);

impl Ends {
    pub fn all(&self) -> Vec<AttemptEnd> {
        self.0.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.all().len()
    }
}

impl Limiter for Ends {
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn ended(&self, end: AttemptEnd) {
        self.0.lock().unwrap().push(end);
    }
}
