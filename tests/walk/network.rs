//! A stretch of network between a member and a host that can be cut like a cable.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A listener that passes everything on to a host, until it is cut.
#[derive(Debug)]
pub(crate) struct Cable {
    address: SocketAddr,
    is_cut: Arc<AtomicBool>,
    ends: Arc<Mutex<Vec<TcpStream>>>,
}

impl Cable {
    /// Lays a cable to the host at this port of this computer.
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let is_cut = Arc::new(AtomicBool::new(false));
        let ends = Arc::new(Mutex::new(Vec::new()));
        let (cut, kept) = (Arc::clone(&is_cut), Arc::clone(&ends));
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if cut.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    kept.lock().unwrap().push(from.try_clone().unwrap());
                    thread::spawn(move || drop(pass(from, to)));
                }
            }
        });
        Self { address, is_cut, ends }
    }

    /// The near end, as a person types it.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// Cuts it: everything under way is lost, and nothing new comes through.
    pub(crate) fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        for end in self.ends.lock().unwrap().drain(..) {
            drop(end.shutdown(Shutdown::Both));
        }
    }

    /// Mends it for whoever dials again.
    pub(crate) fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) -> io::Result<()> {
    let mut bytes = [0; 16 * 1024];
    loop {
        let count = from.read(&mut bytes)?;
        if count == 0 {
            return to.shutdown(Shutdown::Write);
        }
        to.write_all(&bytes[..count])?;
    }
}
