//! A headless Chromium, driven through chromedriver's own protocol: a few requests, for which no client library is worth its weight.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A browser window; closed when it goes out of scope.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Kept open: chromedriver ends when it cannot write any more.
    _said: BufReader<std::process::ChildStdout>,
}

impl Browser {
    /// Starts one, or says why not and returns `None`: a machine without a browser skips these tests.
    pub fn start() -> Option<Self> {
        let started = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = started else {
            eprintln!("skipped: no chromedriver here (Debian: apt-get install chromium chromium-driver)");
            return None;
        };
        let mut said = BufReader::new(driver.stdout.take().expect("its output"));
        let port = said
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok());
        let mut browser = Self { driver, port: port.expect("chromedriver says its port"), session: String::new(), _said: said };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1440,1000"]},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let answer = browser.ask("POST", "/session", &wanted);
        let Some(session) = answer["sessionId"].as_str() else {
            eprintln!(
                "skipped: chromedriver found no browser ({})",
                answer["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default()
            );
            return None;
        };
        browser.session = session.to_string();
        Some(browser)
    }

    /// One request; the answer's value.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a time limit");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).expect("a request");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a header");
            if let Some(n) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = n.trim().parse().expect("a length");
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut text = vec![0; length];
        reader.read_exact(&mut text).expect("a body");
        let answer: Value = serde_json::from_slice(&text).expect("JSON");
        answer["value"].clone()
    }

    fn post(&self, what: &str, body: &Value) -> Value {
        let value = self.ask("POST", &format!("/session/{}/{what}", self.session), body);
        assert!(value["error"].is_null(), "{what}: {value}");
        value
    }

    /// Opens a file, at an anchor where one is given.
    pub fn open(&self, path: &Path, anchor: &str) {
        self.post("url", &json!({"url": "about:blank"}));
        self.post("url", &json!({"url": format!("file://{}{anchor}", path.display())}));
    }

    /// Runs a script's body in the page.
    pub fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs a script that answers later, by calling `done`.
    pub fn later(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.post("execute/async", &json!({"script": script, "args": []}))
    }

    /// Waits until the script's body gives true.
    pub fn until(&self, script: &str) {
        let start = Instant::now();
        while self.run(script) != true {
            assert!(start.elapsed() < Duration::from_secs(20), "never true: {script}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Presses one key after the other, wherever the focus is.
    pub fn press(&self, keys: &[&str]) {
        let named = |key: &str| match key {
            "Tab" => "\u{e004}".to_string(),
            "Enter" => "\u{e007}".to_string(),
            "Escape" => "\u{e00c}".to_string(),
            "Up" => "\u{e013}".to_string(),
            "Down" => "\u{e015}".to_string(),
            other => other.to_string(),
        };
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|k| [json!({"type": "keyDown", "value": named(k)}), json!({"type": "keyUp", "value": named(k)})])
            .collect();
        self.post("actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}));
    }

    /// Sets the size of the page.
    pub fn size(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Dark or light, on screen or on paper ("" for the screen).
    pub fn media(&self, medium: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.devtools("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    /// A command of the developer tools.
    pub fn devtools(&self, command: &str, params: Value) -> Value {
        self.post("goog/cdp/execute", &json!({"cmd": command, "params": params}))
    }

    /// What the page's console and the network said since the last time.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        self.post("se/log", &json!({"type": kind})).as_array().cloned().unwrap_or_default()
    }

    /// Saves a picture of what is seen, in the folder named by CLAUSEWISE_SHOTS; nothing where it is not set.
    pub fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("CLAUSEWISE_SHOTS") {
            self.save(&Path::new(&folder).join(format!("{name}.png")));
        }
    }

    /// Saves a picture of what is seen.
    pub fn save(&self, path: &Path) {
        use base64::Engine;
        let answer = self.devtools("Page.captureScreenshot", json!({"format": "png"}));
        let bytes = base64::engine::general_purpose::STANDARD.decode(answer["data"].as_str().unwrap_or_default()).expect("base64");
        std::fs::write(path, bytes).expect("a picture");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.ask("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
