//! Every number that bounds something on the wire or at the door, with its unit and its reason.
//!
//! Nothing else in Maru may hold a bound of its own that a peer could run into: what a member is
//! told in [`super::Welcome`] and what the host enforces are these same constants.

use std::time::Duration;

/// TCP port of a room when nobody chose one; below the usual ephemeral ranges.
pub const PORT_DEFAULT: u16 = 27410;
/// Ports tried one after another, the default included, before any free one is taken.
pub const PORTS_TRIED: u16 = 10;

/// Bytes of one frame's body before sign-in: a [`super::Preamble`] or a [`super::Hello`].
pub const FRAME_BYTES_BEFORE_SIGN_IN: usize = 4 * 1024;
/// Bytes of one frame's body after sign-in.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Memory that decoding one frame may claim, in bytes.
pub const DECODE_BYTES: usize = 256 * 1024;

/// Characters (Unicode scalar values) of one message.
pub const TEXT_CHARACTERS: usize = 4_000;
/// Bytes of one message's text.
pub const TEXT_BYTES: usize = 12 * 1024;
/// Lines of one message.
pub const TEXT_LINES: usize = 100;
/// Characters (Unicode scalar values) of a topic; one line.
pub const TOPIC_CHARACTERS: usize = 200;
/// Characters (Unicode scalar values) of the notice above a conversation: some sentences, in one piece.
pub const BOARD_NOTICE_CHARACTERS: usize = 500;
/// Lines that may be pinned in a room.
pub const PINS: usize = 20;
/// How long after everybody was called at once that may be done again.
pub const CALL_EVERYONE_EVERY: Duration = Duration::from_secs(60);
/// Characters, as people count them, of a person's name.
pub const NAME_GRAPHEMES: usize = 20;
/// Bytes of a person's name: twenty Hangul syllables and a little more.
pub const NAME_BYTES: usize = 64;
/// Columns of a person's name on a screen of fixed width, so that a roster row holds it.
pub const NAME_COLUMNS: usize = 32;
/// Characters, as people count them, of a room's name.
pub const ROOM_NAME_GRAPHEMES: usize = 40;
/// Bytes of a room's name.
pub const ROOM_NAME_BYTES: usize = 160;
/// Bytes of an opaque body: a text plus what sealing and padding may add.
pub const BODY_BYTES: usize = 16 * 1024;

/// Bytes of one emoji: the longest of Unicode, a family of four with skin tones, takes 41.
pub const EMOJI_BYTES: usize = 64;
/// Emoji that one line may carry, whoever put them there.
pub const REACTION_KINDS: usize = 20;
/// People who are named of those that reacted with one emoji.
pub const REACTION_NAMES: usize = 20;
/// Characters that are shown of a line which another one answers.
pub const QUOTE_CHARACTERS: usize = 200;
/// Milliseconds after which nobody changes or takes back an own line any more.
pub const EDIT_WITHIN: u64 = 24 * 60 * 60 * 1_000;

/// Requests with a nonce that a member may have unanswered on one shelf.
pub const UNANSWERED: usize = 64;
/// Events delivered to a newcomer at once; older ones come in pages.
pub const NEWCOMER_EVENTS: u64 = 200;
/// Events of one page of history.
pub const PAGE_EVENTS: u16 = 100;

/// Events that a log keeps in memory.
pub const LOG_EVENTS: usize = 10_000;
/// Bytes that a log keeps in memory.
pub const LOG_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of one segment of the log: small enough to replace, large enough for one write.
pub const SEGMENT_BYTES: usize = 256 * 1024;
/// Batches and questions that may wait for a store's threads before whoever asks has to wait as well.
pub const STORE_JOBS: usize = 64;
/// Batches that wait together and are committed as one.
pub const STORE_MERGED: usize = 64;
/// Changes of one commit while a damaged store is saved: bounds the memory of a transaction.
pub const STORE_BATCH: usize = 10_000;
/// How long a store waits for another connection to the same file.
pub const STORE_PATIENCE: Duration = Duration::from_secs(5);
/// Bytes that are appended while the batch before is being kept; beyond that what is said is put off.
/// A fast disk keeps as much in the time of one commit.
pub const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// How long what is said is put off when the open batch is full: a few commits of an ordinary disk.
pub const BATCH_PAUSE: Duration = Duration::from_millis(50);
/// Bytes of a store of which every page is looked at before it is used: a tenth of a second for 100,000 events.
pub const STORE_CHECKED_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes that a disk which refuses may be owed before the oldest of them are given up.
pub const OWED_BYTES: usize = 64 * 1024 * 1024;
/// How long a disk that refused is left alone.
pub const KEEP_AGAIN: Duration = Duration::from_secs(5);
/// Changes after which the oldest events beyond a cap are let go, at the earliest.
pub const TRIM_EVENTS: usize = 1_000;
/// How long the oldest events are left alone after some of them were let go.
pub const TRIM_AFTER: Duration = Duration::from_secs(10);
/// Batches of lines, of at most [`UNANSWERED`] each, that wait to be checked away from the host's thread.
pub const CHECKER_BATCHES: usize = 256;
/// Threads that check signatures at most: with as many, writing is what takes long.
pub const CHECKER_THREADS: usize = 4;
/// Bytes that one member's mailbox keeps.
pub const MAILBOX_BYTES: usize = 1024 * 1024;
/// Bytes that one sender may hold in somebody's mailbox: a quarter, so nobody fills it alone.
pub const MAILBOX_SENDER_BYTES: usize = MAILBOX_BYTES / 4;
/// How long a whisper waits for a member who is away.
pub const MAILBOX_KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Members present at once unless the host says otherwise.
pub const MEMBERS_DEFAULT: u32 = 256;
/// Members present at once that a host may allow at most.
pub const MEMBERS_MAX: u32 = 10_000;
/// Members above which arrivals and departures are no longer lines of the log.
pub const ARRIVAL_LINES_MEMBERS: usize = 200;
/// Members that a room remembers, present or gone, before the longest gone are forgotten.
pub const MEMBERS_REMEMBERED: usize = 20_000;

/// Messages a member may send at once.
pub const MESSAGES_BURST: u32 = 10;
/// Messages a second a member may send in the long run.
pub const MESSAGES_PER_SECOND: u32 = 2;
/// Arrivals and renames of one key within a minute.
pub const RENAMES_PER_MINUTE: u32 = 5;
/// Bytes a second that the host reads from one member in the long run.
pub const MEMBER_BYTES_PER_SECOND: u32 = 64 * 1024;
/// Bytes that the host reads from one member at once.
pub const MEMBER_BYTES_BURST: u32 = 256 * 1024;

/// The TLS handshake as a whole.
pub const HANDSHAKE: Duration = Duration::from_secs(5);
/// From accepted connection to admission, as a whole.
pub const SIGN_IN: Duration = Duration::from_secs(10);
/// Connections that have not signed in, all addresses together: their own pool. Each costs about 8 KiB,
/// and a whole room of ordinary size may come back at once.
pub const STRANGERS: usize = 256;
/// Longer than shaking hands takes from far away: a stranger this old has to go when others wait.
pub const STRANGER_PATIENCE: Duration = Duration::from_millis(250);
/// Connections that have not signed in, from one public address.
pub const STRANGERS_PER_PUBLIC_ADDRESS: usize = 8;
/// Connections that have not signed in, from one private or loopback address.
pub const STRANGERS_PER_PRIVATE_ADDRESS: usize = 128;
/// Connections from one public address.
pub const CONNECTIONS_PER_PUBLIC_ADDRESS: usize = 16;
/// Connections from one private or loopback address: one router may carry a whole club.
pub const CONNECTIONS_PER_PRIVATE_ADDRESS: usize = 128;
/// Connections of one address that never signed in within [`STRANGER_WINDOW`] before a pause.
pub const STRANGER_FAILURES: u32 = 32;
/// The window in which failures are counted, and the length of the pause that follows.
pub const STRANGER_WINDOW: Duration = Duration::from_secs(10 * 60);
/// Addresses whose failures are remembered.
pub const STRANGER_ADDRESSES: usize = 4_096;
/// Waiting connections that the system may queue for the listener.
pub const LISTEN_BACKLOG: u32 = 1_024;
/// Pause after the system refused to accept a connection.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The host drops a member from whom nothing came for this long.
pub const HOST_PATIENCE: Duration = Duration::from_secs(60);
/// A member who takes not one byte for this long is dropped.
pub const WRITE_PATIENCE: Duration = Duration::from_secs(60);
/// The member holds a link for dead from which nothing came for this long.
pub const MEMBER_PATIENCE: Duration = Duration::from_secs(15);
/// The member asks for a sign of life after this much silence.
pub const PING_AFTER_SILENCE: Duration = Duration::from_millis(7_500);
/// The member shows a sign of life at least this often, also while it only listens.
pub const PING_EVERY: Duration = Duration::from_secs(20);
/// A member whose link broke counts as reconnecting for this long, then as gone.
pub const RECONNECTING_KEPT: Duration = Duration::from_secs(60);
/// A room that is opened again within so many milliseconds of its last event has not been closed for its members.
pub const REOPENED_WITHIN: u64 = 10 * 60 * 1_000;
/// Typing marks are sent at most this often.
pub const TYPING_EVERY: Duration = Duration::from_secs(3);
/// A typing mark that was not renewed ends after this long.
pub const TYPING_KEPT: Duration = Duration::from_secs(6);
/// A presence delta covers this much time in a room of ordinary size.
pub const PRESENCE_TICK: Duration = Duration::from_millis(100);
/// A presence delta covers this much time above [`ARRIVAL_LINES_MEMBERS`] members.
pub const PRESENCE_TICK_LARGE: Duration = Duration::from_secs(1);
/// Presence deltas that the host keeps; a reader further behind gets the whole table.
pub const PRESENCE_DELTAS: usize = 64;
/// Entries of one presence or members frame, so that it fits a frame.
pub const TABLE_ENTRIES: usize = 400;

/// Bytes a session reads in one poll before it lets the others run.
pub const READ_BUDGET: usize = 64 * 1024;
/// Bytes of answers a session holds before it stops reading requests.
pub const ANSWER_BYTES: usize = 2 * FRAME_BYTES;
/// How long closing waits for members to be told.
pub const CLOSING: Duration = Duration::from_secs(2);

/// Addresses that an invite carries.
pub const INVITE_ADDRESSES: usize = 8;
/// Characters of an invite as text.
pub const INVITE_CHARACTERS: usize = 600;
/// Bytes of a host name in an invite or a typed address (RFC 1035).
pub const HOST_NAME_BYTES: usize = 253;

/// Connecting as a whole, all addresses together.
pub const CONNECT: Duration = Duration::from_secs(10);
/// Connecting to one address.
pub const CONNECT_ADDRESS: Duration = Duration::from_secs(3);
/// Head start of one address before the next is tried beside it (RFC 8305).
pub const CONNECT_STEP: Duration = Duration::from_millis(250);
/// The first wait before dialling again; it doubles up to [`REDIAL_LAST`].
pub const REDIAL_FIRST: Duration = Duration::from_millis(500);
/// The longest wait before dialling again.
pub const REDIAL_LAST: Duration = Duration::from_secs(30);
/// Times a newcomer tries to come in when the link is cut on the way.
pub const ENTER_TRIES: u32 = 4;
/// Lines a member keeps unsent before the composer says that it is enough.
pub const OUTBOX_LINES: usize = 500;
/// Events of a member's own copy that are shown at once on opening; older ones come in pages.
pub const KEPT_EVENTS: usize = 200;
/// Bytes of frames that are read of a member's own copy at once.
pub const KEPT_BYTES: usize = 1024 * 1024;
/// Public places whose hashes a member has at hand: a sender who has seen an older one is looked up on the disk.
pub const TRAIL_MARKS: usize = 4_096;
/// Gaps that a member remembers to fill; the oldest are forgotten first.
pub const HOLES: usize = 64;
/// Lines that one member may give back to a host that has lost them, in one visit.
pub const OFFERS: u32 = 1_000;
/// Nonces that a line given back may skip: those of lines that were refused, or of other kinds.
pub const OFFER_SKIPS: u64 = 64;
/// Steps in which a member looks for the last event that it has in common with a host: more than halving 2^64 takes.
pub const COMPARE_STEPS: u32 = 80;
/// Times that a member follows a host back to an older history before it stops believing in it.
pub const RESTORES: u32 = 16;
/// Events that a host has lost and a member has at hand to give back; more stay on its disk.
pub const LOST: usize = 10_000;
/// Heads of histories that were given up, kept to hold against what comes.
pub const HEADS_GIVEN_UP: usize = 16;
/// Senders' pasts that wait to be compared with one's own.
pub const PASTS_WAITING: usize = 64;
/// Times in a row that a member comes in again because what it is told does not fit what it has.
pub const REJOIN_TRIES: u32 = 4;
/// Changes that a member hands to its store at once: bounds the memory of a transaction.
pub const KEEP_BATCH: usize = 1_000;
/// Changes that wait for a member's store before it stops reading.
pub const KEEP_WAITING: usize = 20_000;
/// Letters that a member holds for a store that failed; later ones are had from the host at the next visit.
pub const LETTERS_OWED: usize = 1_000;
/// How long a member goes on from memory before it tries a store that failed again.
pub const KEEP_RETRY: Duration = Duration::from_secs(5);

/// Public events of a room that its host keeps on the disk unless told otherwise.
pub const HISTORY_EVENTS: u64 = 100_000;
/// Mebibytes of events that a host keeps on the disk unless told otherwise.
pub const HISTORY_MEBIBYTES: u64 = 256;
/// Days that a host keeps an event on the disk unless told otherwise.
pub const HISTORY_DAYS: u64 = 365;
/// Public events that a host may ask to keep at most: ten years of a busy room.
pub const HISTORY_EVENTS_MAX: u64 = 100_000_000;
/// Mebibytes that a host may ask to keep at most: a tebibyte, more than a desktop gives a chat.
pub const HISTORY_MEBIBYTES_MAX: u64 = 1024 * 1024;
/// Days that a host may ask to keep an event at most: a hundred years.
pub const HISTORY_DAYS_MAX: u64 = 36_500;
/// Characters of a query that are looked for: what a person types, and a bound for the work of each line.
pub const SEARCH_CHARACTERS: usize = 200;
/// Hits of one page of a search.
pub const SEARCH_HITS: usize = 200;
/// Hits that a window shows of one search; whoever has found more narrows it down.
pub const SEARCH_HITS_SHOWN: usize = 2_000;
/// Older pages that a window loads on the way to one line.
pub const SEEK_PAGES: u32 = 500;
/// Notices of the desktop come at most this often; what is said meanwhile is told together.
pub const NOTICE_EVERY: Duration = Duration::from_secs(2);
/// Characters of a line that a notice shows.
pub const NOTICE_CHARACTERS: usize = 200;
/// Rooms that one window has open at a time.
pub const ROOMS_OPEN: usize = 8;

/// The size of the letters of messages, in logical pixels: what they have, the least and the most.
pub const TEXT_SIZE: u8 = 15;
/// See [`TEXT_SIZE`].
pub const TEXT_SIZE_MIN: u8 = 13;
/// See [`TEXT_SIZE`].
pub const TEXT_SIZE_MAX: u8 = 20;
/// The size of everything in a window, in hundredths: what it has, the least, the most, and one step.
pub const SCALE: u16 = 100;
/// See [`SCALE`].
pub const SCALE_MIN: u16 = 80;
/// See [`SCALE`].
pub const SCALE_MAX: u16 = 200;
/// See [`SCALE`].
pub const SCALE_STEP: u16 = 10;
/// Colours that a person or a room can have.
pub const COLOURS: u8 = 8;
/// Bytes of the tag of a language, as `zh-Hant-TW`.
pub const LANGUAGE_TAG_BYTES: usize = 12;
/// Files that are looked at in the folder of languages.
pub const LANGUAGE_FILES: usize = 64;
/// Bytes of one sentence of a language file, as it is written there and as it is shown without what it is filled with.
pub const SENTENCE_BYTES: usize = 4 * 1024;
/// Mistakes of a language file that are told by their lines.
pub const LANGUAGE_MISTAKES: usize = 3;

/// Pieces that one line is cut into for drawing: words, marks, code, links; what is left then is one plain piece.
pub const LINE_PIECES: usize = 512;
/// Lines of a message that are shown until somebody asks for all of it.
pub const FOLD_LINES: usize = 30;
/// Characters of a message that are shown until somebody asks for all of it: about as many lines of the widest window.
pub const FOLD_CHARACTERS: usize = 1_500;
/// Long messages that are shown whole at once.
pub const UNFOLDED_LINES: usize = 64;
/// Lines that are copied at once by selecting them.
pub const COPIED_LINES: usize = 10_000;
/// Characters of an address that are shown before it is opened.
pub const LINK_SHOWN: usize = 300;
/// Own lines that Up brings back in a room.
pub const LINES_RECALLED: usize = 50;
/// Changes of a text being written that can be taken back.
pub const UNDO_STEPS: usize = 200;
/// Bytes of all the texts that can be gone back to in one box.
pub const UNDO_BYTES: usize = 1024 * 1024;
/// Bytes of the clipboard that are taken into a box: some times the longest message, so that a part can be picked.
pub const PASTE_BYTES: usize = 64 * 1024;
/// Lines of the clipboard that go into a box without a question.
pub const PASTE_LINES: usize = 10;
/// Short notes at the foot of what is shown, at once.
pub const TOASTS_SHOWN: usize = 3;
/// Short notes that are kept until they pass or are closed; the oldest make room.
pub const TOASTS_KEPT: usize = 16;
/// People in a room for whom a text waits that was begun and not sent.
pub const DRAFTS_PEOPLE: usize = 16;
/// Bytes of the file with a room's drafts.
pub const DRAFTS_FILE_BYTES: u64 = 2 * 1024 * 1024;
/// How long a text that is being written waits before it is kept.
pub const DRAFTS_EVERY: Duration = Duration::from_secs(1);
/// Names in one line that stand out; those behind them are plain text.
pub const MENTIONS_SHOWN: usize = 32;
/// People who are offered to be named at once; typing on narrows them down.
pub const MENTIONS_OFFERED: usize = 20;
/// Emoji that are offered for a word at once; typing on narrows them down.
pub const EMOJI_OFFERED: usize = 20;
/// Emoji that are remembered as used, as many as stand side by side in the picker.
pub const EMOJI_REMEMBERED: usize = 9;
/// Bytes of the longest word that is looked up as an emoji's.
pub const SHORTCODE_BYTES: usize = 64;
