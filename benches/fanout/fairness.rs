//! What somebody who takes more than a share costs the others.

use std::time::Duration;

use maru::identity::{Identity, Said};
use maru::link::tls::{Connector, Pin};
use maru::wire::{Audience, Content, Kind, Mark, Request, encode};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::child::{Process, commands};
use super::host::SetUp;
use super::measure::{Case, PAUSE, TALKERS, enter, settle, talk_pass};
use super::member::{Entered, connect};
use super::report::Figures;

/// Connections that never become members.
const HOSTILE: usize = 200;
/// Bytes a second that the talker means to send.
const FLOOD: usize = 10 * 1024 * 1024;
/// Time between two writes of the talker.
const BEAT: Duration = Duration::from_millis(5);
/// How long a hostile connection waits until it comes again.
const AGAIN: Duration = Duration::from_millis(100);

/// Who takes more than a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Against {
    Nobody,
    Talker,
    Strangers,
    Deaf,
    All,
}

impl Against {
    pub(crate) const EACH: [Self; 5] = [Self::Nobody, Self::Talker, Self::Strangers, Self::Deaf, Self::All];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Talker => "10 MB/s talker",
            Self::Strangers => "200 strangers",
            Self::Deaf => "never reads",
            Self::All => "all of them",
        }
    }

    fn has(self, one: Self) -> bool {
        self == one || self == Self::All
    }
}

/// Four talkers at the fixed rate and the rest reading, while somebody is in the way.
pub(crate) async fn pass(case: Case, against: Against) -> Figures {
    let host = Process::start(&SetUp { limited: true, ..SetUp::memory(case.text, 0) }.words());
    let port = host.port.to_string();
    let deaf = match against.has(Against::Deaf) {
        true => Some(Entered::enter_small(host.port, 21_000).await),
        false => None,
    };
    let each = case.paced().div_ceil(TALKERS);
    let (mut members, mut talkers) = enter(&host, case, each).await;
    let mut others = Vec::new();
    for (kind, word) in [(Against::Talker, "flood"), (Against::Strangers, "strangers")] {
        if against.has(kind) {
            let other = Process::start_last(&["hostile".to_owned(), word.to_owned(), port.clone()]);
            others.push(other);
        }
    }
    // The flood has used up what it may send at once, and the strangers have filled their pool.
    sleep(Duration::from_secs(2)).await;
    settle(&mut members, &mut talkers, PAUSE).await;
    let pause = Duration::from_secs(1) * TALKERS as u32 / case.rate() as u32;
    let figures = talk_pass(&host, &mut members, talkers, (each, case.frame(), Some(pause))).await;
    drop((others, deaf));
    figures
}

/// The process of who is in the way.
pub(crate) fn run(words: &[String]) {
    let port = words[1].parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        // Coming in is an arrival that the others are told; only after that the measurement begins.
        let mut link = None;
        if words[0] == "flood" {
            link = Some(Entered::enter(port, 22_000).await);
        }
        let mut commands = commands(0);
        let mut tasks = JoinSet::new();
        match link {
            Some(entered) => drop(tasks.spawn(flood(entered))),
            None => (0..HOSTILE).for_each(|number| drop(tasks.spawn(stranger(port, number)))),
        }
        while commands.recv().await.is_some() {}
    });
}

/// Says the same line over and over: each is read, its signature checked, and answered as the first was.
async fn flood(entered: Entered) {
    let text = vec![b'x'; 4_000];
    let content = Content { salt: [0; 16], bytes: text };
    let said = Said { audience: Audience::Room, nonce: 1, seen: Mark::default(), kind: Kind::CHAT, content };
    let mut frame = Vec::new();
    encode(&Request::Say(entered.identity.draft(entered.room, said)), &mut frame).unwrap();
    let portion = FLOOD / 200;
    let bytes: Vec<u8> = frame.iter().copied().cycle().take(portion.next_multiple_of(frame.len())).collect();
    let (mut reading, mut writing) = tokio::io::split(entered.link);
    let listening = async move {
        let mut scratch = vec![0; 64 * 1024];
        while reading.read(&mut scratch).await.is_ok_and(|read| read > 0) {}
    };
    let talking = async move {
        let mut due = Instant::now();
        loop {
            // A host that does not read is not owed what could not be sent meanwhile.
            due = Instant::now().max(due + BEAT);
            sleep_until(due).await;
            if writing.write_all(&bytes).await.is_err() || writing.flush().await.is_err() {
                return;
            }
        }
    };
    tokio::join!(listening, talking);
}

/// Half of them shake hands and are silent, half send what is no handshake; all come again.
async fn stranger(port: u16, number: usize) {
    let identity = Identity::from_seed([9; 32]).unwrap();
    let connector = Connector::new(&identity).unwrap();
    loop {
        let mut stream = connect(port, (30_000 + number, None)).await;
        let mut scratch = [0; 1_024];
        if number.is_multiple_of(2) {
            if let Ok((mut link, _)) = connector.connect(stream, Pin::Anyone).await {
                while link.read(&mut scratch).await.is_ok_and(|read| read > 0) {}
            }
        } else {
            drop(stream.write_all(&[0x55; 1_024]).await);
            while stream.read(&mut scratch).await.is_ok_and(|read| read > 0) {}
        }
        sleep(AGAIN).await;
    }
}
