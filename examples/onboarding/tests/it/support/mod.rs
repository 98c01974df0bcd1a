pub mod browser;
pub mod instance;
pub mod stage;
pub mod store;
pub mod vendor;

/// How long a test waits for what must come.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Makes a test of each promise on each store.
macro_rules! on_both_stores {
    ($($promise:ident),* $(,)?) => {
        mod on_redis {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                if let Some(store) = crate::support::store::SharedStore::redis() {
                    super::$promise(store).await;
                }
            })*
        }
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                super::$promise(crate::support::store::SharedStore::sqlite()).await;
            })*
        }
    };
}
pub(crate) use on_both_stores;
