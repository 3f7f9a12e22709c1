//! What the room wants from its client, as data, so that a test can listen in the client's place.

use std::sync::Arc;

use crate::client::{Busy, Client, Ticket};
use crate::wire::{Activity, Audience, Live, Name, Notice, Pin, Seq, Text, Topic};

/// One thing that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Say a line to the room or to one person.
    Say(Audience, Text),
    /// Tell the room what one does.
    Act(Text),
    /// Have another name.
    Rename(Name),
    /// Set the topic; an empty one takes it away.
    Topic(Topic),
    /// Put up a notice; an empty one takes it down.
    Notice(Notice),
    /// Pin a line, or take it off the board.
    Pin(Pin),
    /// Answer a line, change it, take it away, or react to it.
    Live(Live),
    /// Try a refused line again.
    Retry(Ticket),
    /// Throw a refused line away.
    Discard(Ticket),
    /// Have older lines.
    Page,
    /// Have it noted that everything up to this public place was read.
    Read(Seq),
    /// Be seen doing this.
    Activity(Activity),
    /// Dial at once instead of waiting.
    Redial,
    /// Go.
    Leave,
}

/// Takes wishes; never waits.
pub type Voice = Arc<dyn Fn(Wish) -> Result<(), Busy> + Send + Sync>;

/// Makes the voice of a client.
pub fn voice_of(client: Client) -> Voice {
    Arc::new(move |wish| match wish {
        Wish::Say(audience, text) => client.say(audience, &text),
        Wish::Act(text) => client.act(&text),
        Wish::Rename(name) => client.rename(&name),
        Wish::Topic(topic) => client.topic(&topic),
        Wish::Notice(notice) => client.notice(&notice),
        Wish::Pin(pin) => client.live(&Live::Pin(pin)),
        Wish::Live(live) => client.live(&live),
        Wish::Retry(ticket) => client.retry(ticket),
        Wish::Discard(ticket) => client.discard(ticket),
        Wish::Page => client.page(),
        Wish::Read(seq) => client.read(seq),
        Wish::Activity(activity) => client.activity(activity),
        Wish::Redial => client.redial(),
        Wish::Leave => client.leave(),
    })
}
