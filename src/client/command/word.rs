//! The commands by their names, and how a typed word finds one.

use unicode_normalization::UnicodeNormalization;

use super::keys;

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// Explains the commands.
    Help,
    /// Whispers to one person or a few.
    Whisper,
    /// Answers the last whisper.
    Reply,
    /// Goes back to everyone.
    Everyone,
    /// Says what I am doing.
    Me,
    /// Answers a line for everyone to see.
    Quote,
    /// Changes my newest line.
    Edit,
    /// Takes my newest line away.
    Delete,
    /// Puts an emoji on a line.
    React,
    /// Changes my name.
    Nick,
    /// Lists who is here.
    Who,
    /// Shows or sets the topic.
    Topic,
    /// Shows or sets the notice.
    Notice,
    /// Pins a line.
    Pin,
    /// Takes a line off the board.
    Unpin,
    /// Shows what is pinned.
    Pins,
    /// Shows the invite.
    Invite,
    /// Searches what is kept on this computer.
    Search,
    /// Writes the room to a file.
    Save,
    /// Clears my own screen.
    Clear,
    /// Leaves the room.
    Leave,
}

/// Letters that the beginning of a name must have to stand for the whole.
const BEGINNING_MIN: usize = 2;
/// A longer word than this is no command and not compared with any.
const WORD_CHARACTERS_MAX: usize = 32;

impl Word {
    /// Every command, in the order of the list.
    pub const ALL: [Self; 21] = [
        Self::Help,
        Self::Whisper,
        Self::Reply,
        Self::Everyone,
        Self::Me,
        Self::Quote,
        Self::Edit,
        Self::Delete,
        Self::React,
        Self::Nick,
        Self::Who,
        Self::Topic,
        Self::Notice,
        Self::Pin,
        Self::Unpin,
        Self::Pins,
        Self::Invite,
        Self::Search,
        Self::Save,
        Self::Clear,
        Self::Leave,
    ];

    /// Its English names, the usual one first, without a slash.
    #[must_use]
    pub fn english(self) -> &'static [&'static str] {
        match self {
            Self::Help => &["help", "?"],
            Self::Whisper => &["w", "whisper", "msg", "tell"],
            Self::Reply => &["r", "reply"],
            Self::Everyone => &["all"],
            Self::Me => &["me"],
            Self::Quote => &["quote"],
            Self::Edit => &["edit"],
            Self::Delete => &["delete"],
            Self::React => &["react"],
            Self::Nick => &["nick", "name"],
            Self::Who => &["who", "list"],
            Self::Topic => &["topic"],
            Self::Notice => &["notice"],
            Self::Pin => &["pin"],
            Self::Unpin => &["unpin"],
            Self::Pins => &["pins"],
            Self::Invite => &["invite"],
            Self::Search => &["search"],
            Self::Save => &["save"],
            Self::Clear => &["clear"],
            Self::Leave => &["leave", "quit", "part"],
        }
    }

    /// Its Korean names, the usual one first, without a slash.
    #[must_use]
    pub fn korean(self) -> &'static [&'static str] {
        match self {
            Self::Help => &["도움", "도움말"],
            Self::Whisper => &["귓", "귓말", "귓속말"],
            Self::Reply => &["답", "답장"],
            Self::Everyone => &["전체", "모두"],
            Self::Me => &["나"],
            Self::Quote => &["인용"],
            Self::Edit => &["수정"],
            Self::Delete => &["삭제"],
            Self::React => &["반응"],
            Self::Nick => &["별명", "닉"],
            Self::Who => &["누구", "명단"],
            Self::Topic => &["주제"],
            Self::Notice => &["공지"],
            Self::Pin => &["고정"],
            Self::Unpin => &["고정해제"],
            Self::Pins => &["고정목록"],
            Self::Invite => &["초대"],
            Self::Search => &["검색", "찾기"],
            Self::Save => &["저장"],
            Self::Clear => &["지우기"],
            Self::Leave => &["나가기"],
        }
    }

    /// The key of the sentence that says what it does.
    #[must_use]
    pub fn help_key(self) -> &'static str {
        match self {
            Self::Help => "slash-help",
            Self::Whisper => "slash-w",
            Self::Reply => "slash-r",
            Self::Everyone => "slash-all",
            Self::Me => "slash-me",
            Self::Quote => "slash-quote",
            Self::Edit => "slash-edit",
            Self::Delete => "slash-delete",
            Self::React => "slash-react",
            Self::Nick => "slash-nick",
            Self::Who => "slash-who",
            Self::Topic => "slash-topic",
            Self::Notice => "slash-notice",
            Self::Pin => "slash-pin",
            Self::Unpin => "slash-unpin",
            Self::Pins => "slash-pins",
            Self::Invite => "slash-invite",
            Self::Search => "slash-search",
            Self::Save => "slash-save",
            Self::Clear => "slash-clear",
            Self::Leave => "slash-leave",
        }
    }

    /// The key of the words for what stands behind it, if anything may.
    #[must_use]
    pub fn usage_key(self) -> Option<&'static str> {
        match self {
            Self::Help => Some("slash-help-args"),
            Self::Whisper => Some("slash-w-args"),
            Self::Reply => Some("slash-r-args"),
            Self::Everyone => Some("slash-all-args"),
            Self::Me => Some("slash-me-args"),
            Self::Quote => Some("slash-quote-args"),
            Self::Edit => Some("slash-edit-args"),
            Self::React => Some("slash-react-args"),
            Self::Nick => Some("slash-nick-args"),
            Self::Topic => Some("slash-topic-args"),
            Self::Notice => Some("slash-notice-args"),
            Self::Pin => Some("slash-pin-args"),
            Self::Unpin => Some("slash-unpin-args"),
            Self::Search => Some("slash-search-args"),
            Self::Save => Some("slash-save-args"),
            Self::Leave => Some("slash-leave-args"),
            Self::Who | Self::Pins | Self::Invite | Self::Clear | Self::Delete => None,
        }
    }

    /// Finds the command that a typed word means: by an English name, a Korean name, an English name typed with the
    /// Korean layout, or the beginning of names of one command only.
    #[must_use]
    pub fn find(typed: &str) -> Option<Self> {
        Self::exact(typed).or_else(|| {
            let folded = fold(typed)?;
            Self::of_beginning(&folded).or_else(|| Self::of_beginning(&rescued(&folded)?))
        })
    }

    /// As [`Word::find`], but a beginning is not enough.
    pub(super) fn exact(typed: &str) -> Option<Self> {
        let folded = fold(typed)?;
        let named = |names: fn(Self) -> &'static [&'static str], word: &str| {
            Self::ALL.into_iter().find(|command| names(*command).contains(&word))
        };
        named(Self::english, &folded)
            .or_else(|| named(Self::korean, &folded))
            .or_else(|| named(Self::english, &rescued(&folded)?))
    }

    /// The one command of which a name begins so; never one that cannot be undone.
    fn of_beginning(beginning: &str) -> Option<Self> {
        if beginning.chars().count() < BEGINNING_MIN {
            return None;
        }
        let mut fitting =
            Self::ALL.into_iter().filter(|word| word.names().any(|name| name.starts_with(beginning)));
        let only = fitting.next().filter(|word| !matches!(word, Self::Clear | Self::Leave | Self::Delete))?;
        fitting.next().is_none().then_some(only)
    }

    /// The name nearest to a word that is none: one that begins so, else one that is a slip or two away.
    ///
    /// Compared by the keys that are struck for them, so that a slip of one key counts as one in either language and a
    /// forgotten switch of layout as none.
    pub(super) fn nearest(typed: &str) -> Option<&'static str> {
        let struck = keys::struck(&fold(typed)?);
        let names = Self::ALL.into_iter().flat_map(Self::names);
        let near = names.filter_map(|name| {
            let whole = keys::struck(name);
            let begins = whole.starts_with(&struck);
            let distance = keys::distance(&struck, &whole);
            (begins || distance <= keys::slips(&struck)).then_some((!begins, distance, name))
        });
        near.min_by_key(|(later, distance, _)| (*later, *distance)).map(|(.., name)| name)
    }

    /// All its names, the English ones first.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        self.english().iter().chain(self.korean()).copied()
    }
}

/// The text behind a leading slash, plain or full width.
pub(super) fn strip_slash(text: &str) -> Option<&str> {
    text.strip_prefix(SLASHES)
}

/// What counts as the slash of a command.
pub(super) const SLASHES: [char; 2] = ['/', '／'];

/// The word in the one form that names are compared in: composed, narrow, small. Nothing for what is too long.
pub(super) fn fold(typed: &str) -> Option<String> {
    let folded: String = typed.chars().take(WORD_CHARACTERS_MAX * 4).nfc().map(keys::narrow).collect();
    let fits = !folded.is_empty() && folded.chars().count() <= WORD_CHARACTERS_MAX;
    fits.then(|| folded.to_lowercase())
}

/// The word that the same keys write in the Latin layout, if any of it is Hangul.
fn rescued(folded: &str) -> Option<String> {
    let struck = keys::struck(folded);
    (struck != folded && struck.is_ascii()).then_some(struck)
}
