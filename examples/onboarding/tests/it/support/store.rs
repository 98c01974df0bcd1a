//! The stores that two instances share.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::PATIENCE;

/// A store in a folder of its own. It ends when it is dropped.
pub struct SharedStore {
    url: String,
    server: Option<Child>,
    folder: TempDir,
}

impl SharedStore {
    /// A file of SQLite.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("store.sqlite").display());
        Self { url, server: None, folder }
    }

    /// A server, or nothing where none is installed; that is an error where `ONBOARDING_REDIS` is `required`.
    pub fn redis() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        for program in ["valkey-server", "redis-server"] {
            // Another process may take the port before the server does.
            for _ in 0..5 {
                match start(program, &folder) {
                    Started::Server(server, port) => {
                        let url = format!("redis://127.0.0.1:{port}");
                        return Some(Self { url, server: Some(server), folder });
                    }
                    Started::PortTaken => {}
                    Started::NotInstalled => break,
                }
            }
        }
        let required = std::env::var("ONBOARDING_REDIS").is_ok_and(|it| it == "required");
        assert!(!required, "neither valkey-server nor redis-server can be started");
        // Not by a macro, whose output the test runner keeps to itself.
        let skipped = "\nSKIPPED: there is no valkey-server and no redis-server (Debian's package redis-server has one)\n";
        std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        None
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// All that the store has, as text.
    pub async fn contents(&self) -> String {
        if self.server.is_none() {
            let files = std::fs::read_dir(self.folder.path()).unwrap();
            let bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
            let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>();
            assert!(text.contains("journeys"));
            return text;
        }
        let mut server = self.connect().await;
        let names = redis::cmd("KEYS").arg("*").query_async::<Vec<String>>(&mut server).await.unwrap();
        assert!(!names.is_empty());
        let values = redis::cmd("MGET").arg(&names).query_async::<Vec<String>>(&mut server).await.unwrap();
        format!("{names:?}{values:?}")
    }

    /// Lets the server respond to nobody for this time.
    pub async fn pause(&self, time: Duration) {
        let time = u64::try_from(time.as_millis()).unwrap();
        redis::cmd("CLIENT").arg("PAUSE").arg(time).exec_async(&mut self.connect().await).await.unwrap();
    }

    /// Waits until the limiter's pause is this long, in microseconds.
    pub async fn limiter_pause_becomes(&self, expected: Option<u64>) {
        let pause = redis::cmd("HGET").arg("onboarding:limiter:closed").arg("pause").to_owned();
        let mut server = self.connect().await;
        let changed =
            async { while pause.query_async::<Option<u64>>(&mut server).await.unwrap() != expected {} };
        tokio::time::timeout(PATIENCE, changed).await.expect("the limiter's pause changes");
    }

    async fn connect(&self) -> redis::aio::MultiplexedConnection {
        let server = redis::Client::open(self.url()).unwrap();
        server.get_multiplexed_async_connection().await.unwrap()
    }

    /// Ends the server as if its machine had died.
    pub fn kill(&mut self) {
        if let Some(server) = &mut self.server {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }
}

impl Drop for SharedStore {
    fn drop(&mut self) {
        self.kill();
    }
}

enum Started {
    Server(Child, u16),
    PortTaken,
    NotInstalled,
}

fn start(program: &str, folder: &TempDir) -> Started {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new(program);
    command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port.to_string()]);
    command.arg("--dir").arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut server) = command.spawn() else { return Started::NotInstalled };
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
    if lines.any(|line| line.contains("Ready to accept connections")) {
        // It must be read, or the server would stop when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        return Started::Server(server, port);
    }
    server.wait().unwrap();
    Started::PortTaken
}
