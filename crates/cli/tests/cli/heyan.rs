//! Runs the binary in a folder of its own, with an environment of its own.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use heyan_sandbox::{Sandbox, SandboxConfig};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// What came of one run.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }

    /// Both streams, with what changes from run to run taken out.
    pub(crate) fn everything(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// A folder to run in.
pub(crate) struct Heyan {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Heyan {
    pub(crate) fn new() -> Self {
        let heyan = Self { folder: tempfile::tempdir().unwrap(), environment: Vec::new() };
        heyan.file("face.jpg", heyan_sandbox::PORTRAIT);
        heyan
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), content).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &str) -> Run {
        let output = self.run_bytes(arguments, stdin.as_bytes());
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// As [`Self::run_with`], where what comes and goes is no text.
    pub(crate) fn run_bytes(&self, arguments: &[&str], stdin: &[u8]) -> Output {
        let mut child = self.command(arguments).spawn().unwrap();
        // A run that refuses before it reads closes the pipe.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        child.wait_with_output().unwrap()
    }

    /// What runs, to be started otherwise.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heyan"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("LANG", "C.UTF-8")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    /// The names of what is in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// A sandbox outside the binary, to look at its books afterwards.
pub(crate) struct Beside {
    pub(crate) sandbox: Sandbox,
    // Dropped last: the sandbox runs on it.
    runtime: Runtime,
}

impl Beside {
    pub(crate) fn start() -> Self {
        Self::with(SandboxConfig::default())
    }

    pub(crate) fn with(config: SandboxConfig) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(config)).unwrap();
        Self { sandbox, runtime }
    }

    pub(crate) fn url(&self) -> String {
        self.sandbox.url()
    }

    pub(crate) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Scripts a fault as any client in any language would.
    pub(crate) fn script_over_http(&self, fault: &str) {
        let mut stream = std::net::TcpStream::connect(self.sandbox.address()).unwrap();
        let length = fault.len();
        let head = format!(
            "POST /_sandbox/faults HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n"
        );
        stream.write_all(format!("{head}content-type: application/json\r\n\r\n{fault}").as_bytes()).unwrap();
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }
}

/// A request about a synthetic person with this mobile number.
pub(crate) fn request(mobile: &str) -> String {
    format!(
        r#"{{"name": "张三", "id_number": "11010519491231002X", "mobile": "{mobile}", "portrait": "face.jpg"}}"#
    )
}

/// A configuration that asks Juhe there, with this key.
pub(crate) fn configuration(url: &str, key: &str) -> String {
    format!("[provider.juhe]\nkey = \"{key}\"\nbase_url = \"{url}\"\nprice = \"0.80\"\n")
}
