//! A host made by hand that signs two heads of one place and shows both over one link.

use std::sync::Arc;

use maru::identity::{Identity, Said};
use maru::link::Link;
use maru::link::tls::Acceptor;
use maru::wire::{
    Address, Allowance, Audience, Body, Charter, Content, Delivery, Event, Hash, Header, Invite, Kind, Mark,
    Preamble, PublicKey, Request, RoomName, Settled, Slot, Welcome,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::common::{identity, name};

/// The text of the one line in its room.
pub(crate) const LINE: &str = "여기까지는 모두 같아요";

/// A host; dropping it ends it.
pub(crate) struct Liar {
    identity: Arc<Identity>,
    charter: Charter,
    port: u16,
    _door: JoinSet<()>,
}

impl Liar {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, identity) = (listener.local_addr().unwrap().port(), identity(1));
        let charter = Identity::from_seed([200; 32]).unwrap().charter(identity.public(), 0);
        let mut door = JoinSet::new();
        door.spawn(take(listener, Arc::clone(&identity), charter.clone()));
        Self { identity, charter, port, _door: door }
    }

    pub(crate) fn key(&self) -> PublicKey {
        self.identity.public()
    }

    pub(crate) fn invite(&self) -> Invite {
        let (host, room) = (self.key().fingerprint(), self.charter.room());
        let addresses = vec![Address::V4([127, 0, 0, 1], self.port)];
        Invite { host, room, addresses, label: RoomName::parse("금요일 마루").unwrap() }
    }
}

async fn take(listener: TcpListener, identity: Arc<Identity>, charter: Charter) {
    while let Ok((stream, _)) = listener.accept().await {
        show_both(stream, &identity, &charter).await;
    }
}

async fn show_both(stream: TcpStream, identity: &Identity, charter: &Charter) {
    let (stream, _) = Acceptor::new(identity).unwrap().accept(stream).await.unwrap();
    let mut link = Link::new(stream);
    link.send(&Preamble::ours()).await.unwrap();
    link.read::<Preamble>().await.unwrap().unwrap();
    let Some(Request::Hello(hello)) = link.read().await.unwrap() else { panic!("no hello") };
    let welcome = Welcome { name: hello.name, ..welcome(charter) };
    link.send(&Delivery::Welcome(Box::new(welcome))).await.unwrap();
    let event = event(charter);
    let mark = event.mark();
    link.send(&Delivery::Event(event)).await.unwrap();
    for hash in [mark.hash, Hash([9; 32])] {
        let head = identity.head(charter.room(), Mark { hash, ..mark });
        link.send(&Delivery::Head(head)).await.unwrap();
    }
    // The member is the one to end it.
    while let Ok(Some(_)) = link.read::<Request>().await {}
}

fn welcome(charter: &Charter) -> Welcome {
    Welcome {
        charter: charter.clone(),
        room_name: RoomName::parse("금요일 마루").unwrap(),
        name: name("하늘"),
        time: 0,
        snapshot: Mark::default(),
        floor: 1,
        log: Mark::default(),
        mail: Mark::default(),
        settled: Settled::default(),
        topic: None,
        members: 0,
        allowance: Allowance {
            members: 8,
            text_characters: 100,
            text_bytes: 100,
            text_lines: 1,
            messages_burst: 1,
            messages_per_second: 1,
        },
    }
}

/// Somebody's line in the first place.
fn event(charter: &Charter) -> Event {
    let (author, room, kind) = (identity(3), charter.room(), Kind::CHAT);
    let content = Content { salt: [0; 16], bytes: LINE.as_bytes().to_vec() };
    let (seen, nonce) = (Mark::default(), 1);
    let said = Said { audience: Audience::Room, nonce, seen, kind, content: content.clone() };
    let signature = author.draft(room, said).signature;
    let header = Header {
        room,
        slot: Slot::Room { seq: 1 },
        previous: Hash::default(),
        time: 1_700_000_000_000,
        author: author.public(),
        name: name("서연"),
        nonce,
        seen,
        kind,
        body: content.hash(),
    };
    Event { header, body: Body::Present(content), signature }
}
