//! What a person should know of the room beside what is said in it: bars under its head, until it changes or is read.
//!
//! - Each is about one thing, and what is told later about the same thing takes its place.
//! - What stands until it changes is above what can be put away, and among those the newest is on top.

use iced::widget::{container, row};
use iced::{Alignment, Element, Length, Padding};

use super::{Message, Room, bars};
use crate::client::Keeping;
use crate::client::sentence::{of_keeping, of_salvage, of_store_error};
use crate::store::{Salvage, StoreError};
use crate::ui::look::Look;
use crate::ui::theme::SMALL;
use crate::ui::widget::{Icon, icon, icon_action, write};

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Whether what is said is kept by the host.
    Keeping,
    /// What was lost of the host's history.
    Salvage,
    /// Whether this member's own copy is written.
    Copy,
    /// What was lost of this member's own copy.
    CopySalvage,
    /// What became of the room's history.
    History,
}

/// Something that a person should know of the room.
#[derive(Debug, Clone)]
pub enum Notice {
    /// The host cannot keep what is said; everything else goes on.
    NotKept(StoreError),
    /// The host keeps everything again, what was said meanwhile too.
    KeptAgain,
    /// The host's history was damaged, and what was good of it was saved.
    Salvaged(Salvage),
    /// How it stands with this member's own copy.
    Copy(Keeping),
    /// Something else, in a sentence.
    Told {
        /// What it is about.
        matter: Matter,
        /// The sentence.
        sentence: String,
        /// Whether it asks for care.
        is_warning: bool,
    },
}

impl Notice {
    /// Returns what it is about.
    #[must_use]
    pub fn matter(&self) -> Matter {
        match self {
            Self::NotKept(_) | Self::KeptAgain => Matter::Keeping,
            Self::Salvaged(_) => Matter::Salvage,
            Self::Copy(Keeping::Failed(_) | Keeping::Again) => Matter::Copy,
            Self::Copy(Keeping::Salvaged(_)) => Matter::CopySalvage,
            Self::Told { matter, .. } => *matter,
        }
    }

    fn words(&self, look: Look<'_>) -> String {
        match self {
            Self::NotKept(error) => {
                let reason = of_store_error(look.phrases, error);
                look.with("notice-not-kept", &[("reason", reason.into())])
            }
            Self::KeptAgain => look.text("notice-kept-again"),
            Self::Salvaged(salvage) => of_salvage(look.phrases, salvage),
            Self::Copy(keeping) => of_keeping(look.phrases, keeping),
            Self::Told { sentence, .. } => sentence.clone(),
        }
    }

    /// Whether it stands until it changes; what is over can be put away.
    fn stands(&self) -> bool {
        matches!(self, Self::NotKept(_) | Self::Copy(Keeping::Failed(_)))
    }

    fn is_warning(&self) -> bool {
        match self {
            Self::NotKept(_) | Self::Salvaged(_) => true,
            Self::KeptAgain => false,
            Self::Copy(keeping) => !matches!(keeping, Keeping::Again),
            Self::Told { is_warning, .. } => *is_warning,
        }
    }
}

impl Room {
    /// Shows a notice, in the place of an earlier one about the same thing.
    pub fn notice(&mut self, notice: Notice) {
        self.put_away(notice.matter());
        self.notices.insert(0, notice);
        self.notices.sort_by_key(|notice| !notice.stands());
    }

    /// Takes a notice away.
    pub fn put_away(&mut self, matter: Matter) {
        self.notices.retain(|notice| notice.matter() != matter);
    }

    /// Returns what is shown under the head, in the order in which it stands there.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Draws the notices as bars, from top to bottom.
    pub(super) fn notice_bars<'a>(&'a self, look: Look<'a>) -> impl Iterator<Item = Element<'a, Message>> {
        self.notices.iter().map(move |notice| bar(look, notice))
    }
}

fn bar<'a>(look: Look<'a>, notice: &'a Notice) -> Element<'a, Message> {
    let palette = look.palette;
    let (mark, ink, ground, line) = if notice.is_warning() {
        (Icon::TriangleAlert, palette.warn, palette.warn_soft, palette.warn_line)
    } else {
        (Icon::CircleCheck, palette.ok, palette.sunken, palette.line)
    };
    let words = write(look.kept(notice.words(look)), SMALL.medium(), palette.ink).width(Length::Fill);
    let matter = notice.matter();
    let close = (!notice.stands())
        .then(|| icon_action(palette, Icon::Close, 16.0).on_press(Message::NoticeRead(matter)));
    let content = row![container(icon(mark, 16.0, ink)).padding(Padding::ZERO.top(1)), words]
        .push(close)
        .spacing(10)
        .align_y(Alignment::Center);
    bars::framed(content, ground, line)
}
