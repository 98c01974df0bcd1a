//! An instance of the onboarding, as a process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A running instance. It is killed when it is dropped.
pub struct Instance {
    process: Child,
    url: String,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Instance {
    /// Starts an instance on a free port, with these variables and none of the vendor's.
    pub fn start(variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onboarding"));
        for name in ["DEEPVUE_CLIENT_ID", "DEEPVUE_CLIENT_SECRET", "HOST", "RATE_LIMIT"] {
            command.env_remove(name);
        }
        command.env("PORT", "0").envs(variables.iter().copied()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let log = Arc::new(Mutex::new(String::new()));
        let url =
            lines.find_map(|line| Some(line.split(": started url=\"").nth(1)?.split('"').next()?.to_owned()));
        let url = url.expect("the instance has started");
        let kept = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            lines.for_each(|line| kept.lock().unwrap().extend([line.as_str(), "\n"]));
        });
        Self { process, url, log, reader: Some(reader) }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends the process with SIGKILL.
    pub fn kill(&mut self) {
        let _ = self.process.kill(); // it may have ended already
        self.process.wait().unwrap();
    }

    /// Tells the process to stop, as a service manager does.
    pub fn tell_to_stop(&self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }

    /// What it has logged so far; all of it once it has ended.
    pub fn log(&mut self) -> String {
        if self.process.try_wait().unwrap().is_some()
            && let Some(reader) = self.reader.take()
        {
            reader.join().unwrap();
        }
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.kill();
    }
}
