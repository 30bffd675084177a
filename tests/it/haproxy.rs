//! The real HAProxy in front of two instances, under load; one of them is killed.
//!
//! `make test-haproxy` installs HAProxy and names it in `JAVAWIRE_HAPROXY`; without that
//! nothing is tested here.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crate::support::PATIENCE;
use crate::support::ends::{Server, rust_phrase_server};
use crate::support::peers::{Peer, Stops, converse, phrase};
use crate::support::program::Program;

const CLIENTS: usize = 8;
/// So many conversations must have been held before the next step.
const MANY: usize = 300;

#[test]
fn clients_of_haproxy_lose_no_more_than_the_killed_instance_held() {
    let Some(haproxy) = env::var_os("JAVAWIRE_HAPROXY") else {
        crate::support::process::say("the real HAProxy: make test-haproxy does");
        return;
    };
    let instances = ["a", "b"].map(|_| {
        let options = ["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"];
        rust_phrase_server(&[&options[..], &["--proxy-protocol", "-v"]].concat())
    });
    let metrics = instances.each_ref().map(endpoint);
    let front = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
    let directory = env::temp_dir().join(format!("javawire-haproxy-{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    let path = directory.join("haproxy.cfg");
    fs::write(&path, configuration(front, &instances, &metrics)).unwrap();
    let mut command = Command::new(haproxy);
    command.arg("-db").arg("-f").arg(&path);
    let balancer = Program::start("haproxy", command);
    wait_until("HAProxy passes clients on", || {
        converse(front, "hola").is_ok()
    });

    // The instance names the client, not HAProxy.
    let mut client = Peer::connect(front);
    client.send(&phrase("hola"));
    assert_eq!(client.rest(), phrase("HOLA"));
    let answered = format!(" INFO {}: answered", client.address());
    wait_until("an instance names the client", || {
        let mut lines = instances.iter().flat_map(|one| one.program.stderr());
        lines.any(|line| line.ends_with(&answered))
    });

    let answered = metrics.map(counted);
    let conversations = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let ends = AtomicBool::new(false);
    let killed = thread::scope(|scope| {
        let _stops = Stops(&ends);
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                while !ends.load(Ordering::Relaxed) {
                    let begun = Instant::now();
                    match converse(front, "hola") {
                        Ok(()) => {
                            conversations.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(reason) => failures.lock().unwrap().push((begun, reason)),
                    }
                }
            });
        }
        wait_until("both are used", || {
            let now = metrics.map(counted);
            (0..2).all(|at| now[at] > answered[at] + MANY as u64)
        });
        assert!(failures.lock().unwrap().is_empty(), "{failures:?}");
        let [first, second] = instances;
        first.program.stop();
        let killed = Instant::now();
        let seen = conversations.load(Ordering::Relaxed);
        wait_until("the other is used alone", || {
            conversations.load(Ordering::Relaxed) > seen + MANY
        });
        (killed, second)
    });
    let (killed, second) = killed;
    let failures = failures.into_inner().unwrap();
    let late = failures.iter().filter(|(begun, _)| *begun > killed);
    assert_eq!(late.count(), 0, "{failures:?} after {killed:?}");
    // Each client had at most one there.
    assert!(failures.len() <= CLIENTS, "{failures:?}");
    drop((second, balancer.stop()));
    fs::remove_dir_all(directory).unwrap();
}

fn configuration(front: SocketAddr, instances: &[Server; 2], metrics: &[SocketAddr; 2]) -> String {
    format!(
        "defaults\n\
         \x20 mode tcp\n\
         \x20 timeout connect 2s\n\
         \x20 timeout client 30s\n\
         \x20 timeout server 30s\n\
         \x20 retries 3\n\
         \x20 option redispatch 1\n\
         \x20 option httpchk GET /healthz\n\
         listen phrases\n\
         \x20 bind {front}\n\
         \x20 balance roundrobin\n\
         \x20 server a {} send-proxy check inter 200 port {}\n\
         \x20 server b {} send-proxy-v2 check inter 200 port {}\n",
        instances[0].address(),
        metrics[0].port(),
        instances[1].address(),
        metrics[1].port(),
    )
}

/// Where the metrics are, as the server says.
fn endpoint(server: &Server) -> SocketAddr {
    let line = server
        .program
        .wait_for_error("metrics on http://", PATIENCE);
    let (_, address) = line.split_once("http://").unwrap();
    address.strip_suffix("/metrics").unwrap().parse().unwrap()
}

/// How many conversations the instance has answered.
fn counted(metrics: SocketAddr) -> u64 {
    let mut client = Peer::connect(metrics);
    client.send(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let text = String::from_utf8(client.rest()).unwrap();
    let (_, rest) = text.split_once("{outcome=\"answered\"} ").unwrap();
    rest.lines().next().unwrap().parse().unwrap()
}

#[track_caller]
fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "in vain until {what}");
        thread::yield_now();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}
