//! What becomes of a line: it is said, whispered, done as a command, or held back with the reason beside it.
//!
//! A line leaves the box only when the client took all of it.

use iced::Task;
use iced::widget::text_editor;

use super::composer::{About, Action as Asked, Becomes, Hint, Notice, Recipient, Suggestion};
use super::{Action, ComposerMessage, Export, Message, Over, Room, Wish, to_latest};
use crate::client::command::live::{self, NotSaid};
use crate::client::command::{self, Command, Context, Mistake, Offer, Parsed, People, Word};
use crate::client::timeline::Note;
use crate::client::{Busy, Phase};
use crate::phrase::{self, Language, Phrases};
use crate::ui::screen::search;
use crate::ui::widget::Icon;
use crate::wire::{Activity, Audience, Name, PublicKey, Seq, Text, Topic, limits};

impl Room {
    pub(super) fn compose(&mut self, phrases: &Phrases, message: ComposerMessage) -> Action {
        let leaves_emoji = matches!(
            message,
            ComposerMessage::Edited(text_editor::Action::Click(_)) | ComposerMessage::RecipientPressed
        );
        if leaves_emoji {
            self.emojis.close();
        }
        match self.composer.update(message) {
            Asked::Emoji => self.toggle_emoji(),
            Asked::None => Action::None,
            Asked::Run(task) => {
                self.offer_people();
                Action::Run(task.map(Message::Composer))
            }
            Asked::Submit { line, to, verbatim } => self.submit(phrases, &line, to.as_ref(), verbatim),
            Asked::Typed => {
                self.tell_typing();
                self.suggest(phrases);
                Action::None
            }
            Asked::Completed => {
                self.suggest(phrases);
                Action::None
            }
            Asked::Pick(key) => self.address(key),
        }
    }

    /// Sets for whom the next line is.
    pub(super) fn address(&mut self, key: Option<PublicKey>) -> Action {
        let recipient = key.and_then(|key| self.timeline.roster().member(&key)).filter(|member| !member.own);
        if key.is_some() && recipient.is_none() {
            return Action::None;
        }
        let recipient = recipient.map(|member| Recipient {
            key: member.key,
            name: member.name.clone(),
            is_here: member.presence.is_some(),
        });
        self.is_roster_out = false;
        Action::Run(self.composer.address(recipient).map(Message::Composer))
    }

    /// Tells the open picker who could be picked: those here first, then by name.
    pub(super) fn offer_people(&mut self) {
        if !self.composer.is_picking() {
            return;
        }
        let members = self.timeline.roster().sorted(true);
        let mut people: Vec<_> = members
            .into_iter()
            .filter(|member| !member.own)
            .map(|member| Recipient {
                key: member.key,
                name: member.name.clone(),
                is_here: member.presence.is_some(),
            })
            .collect();
        people.sort_by_key(|person| !person.is_here);
        self.composer.offer(people);
    }

    fn submit(&mut self, phrases: &Phrases, line: &str, to: Option<&Recipient>, verbatim: bool) -> Action {
        if let Some(About::Edit(_)) = self.composer.about() {
            return self.save_change(phrases, line, verbatim);
        }
        let said = if verbatim { Ok(Parsed::Chat(line.to_owned())) } else { self.read(line) };
        let done = match said {
            Ok(Parsed::Chat(text)) if self.answered().is_some() => self.answer(phrases, &text),
            Ok(Parsed::Chat(text)) => self.say(phrases, &text, to.map(|to| to.key)),
            Ok(Parsed::Command(command)) => return self.obey(phrases, command),
            Ok(Parsed::Mistake(mistake)) => Err(notice_of(phrases, &mistake)),
            Err(Busy) => Err(busy(phrases)),
        };
        self.finish(done)
    }

    /// Empties the box if the line was taken, or says why it was not.
    fn finish(&mut self, done: Result<(), Notice>) -> Action {
        match done {
            Ok(()) => self.taken(),
            Err(notice) => {
                self.composer.complain(notice);
                Action::None
            }
        }
    }

    fn taken(&mut self) -> Action {
        let forget = self.composer.forget_composition().unwrap_or_else(Task::none);
        self.composer.taken();
        self.stop_typing();
        Action::Run(Task::batch([forget.map(Message::Composer), to_latest()]))
    }

    fn stop_typing(&mut self) {
        if self.typed_at.take().is_some() {
            self.wish_quietly(Wish::Activity(Activity::Here));
        }
    }

    /// Returns the place of the line that the text in the box answers.
    fn answered(&self) -> Option<Seq> {
        match self.composer.about() {
            Some(About::Reply(subject)) => Some(subject.place),
            _ => None,
        }
    }

    /// Says the answer to a line.
    fn answer(&mut self, phrases: &Phrases, text: &str) -> Result<(), Notice> {
        let to = self.answered().ok_or(NotSaid::NoLine);
        self.say_about(phrases, to.and_then(|to| live::reply(to, text)))?;
        self.composer.end_reply();
        Ok(())
    }

    /// Saves what an own line is changed to. Commands mean nothing here; what looks like one is asked about, since whoever
    /// typed it may have meant it for one person.
    fn save_change(&mut self, phrases: &Phrases, line: &str, verbatim: bool) -> Action {
        let Some(subject) = self.composer.about().map(|about| about.subject().clone()) else {
            return Action::None;
        };
        let is_plain = verbatim || line == subject.text || matches!(self.read(line), Ok(Parsed::Chat(_)));
        let done = match is_plain {
            true if line == subject.text => Ok(()),
            true => self.say_about(phrases, live::edit(subject.place, line)),
            false => Err(Notice { may_send: true, ..plain(phrases.text("compose-edit-command")) }),
        };
        if let Err(notice) = done {
            self.composer.complain(notice);
            return Action::None;
        }
        let forget = self.composer.forget_composition().unwrap_or_else(Task::none);
        self.composer.change_saved();
        self.stop_typing();
        Action::Run(forget.map(Message::Composer))
    }

    /// Reads a line with what is known of the people in the room.
    fn read(&self, line: &str) -> Result<Parsed, Busy> {
        let own = self.timeline.me().map(|me| me.name.clone()).ok_or(Busy)?;
        let people = self.people();
        let whisperer = self.timeline.last_whisperer().and_then(|key| self.timeline.roster().name(&key));
        let context =
            Context { own: &own, people: &people, last_whisperer: whisperer.as_ref(), in_fence: false };
        Ok(command::parse(line, &context))
    }

    /// Returns who can be spoken to; while the link is broken nobody knows better than before.
    fn people(&self) -> People {
        let is_lost = *self.timeline.phase() != Phase::Here;
        let (here, gone): (Vec<_>, Vec<_>) =
            self.timeline.roster().members().partition(|member| is_lost || member.presence.is_some());
        let names = |members: Vec<&crate::client::Member>| -> Vec<Name> {
            members.into_iter().map(|member| member.name.clone()).collect()
        };
        People::new(names(here), names(gone))
    }

    fn suggest(&mut self, phrases: &Phrases) {
        self.composer.hint(None);
        if let Some(name) = self.composer.mention() {
            let people = self.mentionable(phrases, &name);
            return self.composer.suggest(people);
        }
        if let Some(code) = self.composer.shortcode() {
            return self.composer.suggest(emoji(&code));
        }
        let text = self.composer.text();
        let Some(own) =
            self.timeline.me().map(|me| me.name.clone()).filter(|_| text.starts_with(['/', '／']))
        else {
            return self.composer.suggest(Vec::new());
        };
        let people = self.people();
        let context = Context { own: &own, people: &people, last_whisperer: None, in_fence: false };
        let completions = command::completions(&text, &context);
        let hint = if completions.is_empty() { self.hint(phrases, &text) } else { None };
        self.composer.suggest(completions.into_iter().map(|found| suggestion(phrases, found)).collect());
        self.composer.hint(hint);
    }

    /// Says of a command that is being typed how it is written while something is still to come, or why it cannot be meant.
    fn hint(&self, phrases: &Phrases, line: &str) -> Option<Hint> {
        let Ok(Parsed::Mistake(mistake)) = self.read(line) else { return None };
        Some(match mistake {
            Mistake::MissingName { word } | Mistake::MissingText { word } => {
                Hint { words: command::usage(phrases, word), is_wrong: false }
            }
            mistake => {
                let is_wrong = mistake != Mistake::OpenQuote;
                Hint { words: command::of_mistake(phrases, &mistake), is_wrong }
            }
        })
    }

    /// Returns who could be named by what is typed behind an `@`: those whose name begins so, those here first.
    fn mentionable(&self, phrases: &Phrases, typed: &str) -> Vec<Suggestion> {
        let typed = typed.to_lowercase();
        let members = self.timeline.roster().sorted(phrases.language() == Language::Korean);
        let mut found: Vec<_> = members
            .into_iter()
            .filter(|member| !member.own && begins_with(&member.name.as_str().to_lowercase(), &typed))
            .collect();
        found.sort_by_key(|member| member.presence.is_none());
        let found = found.into_iter().take(limits::MENTIONS_OFFERED);
        let people = found.map(|member| Suggestion {
            icon: Icon::User,
            word: member.name.to_string(),
            arguments: None,
            about: match member.presence {
                Some(_) => String::new(),
                None => phrases.text("roster-offline"),
            },
            becomes: Becomes::Mention(member.key),
        });
        people.chain(self.everyone(phrases, &typed)).collect()
    }

    /// Returns everybody at once, if that is what is typed and this member may.
    fn everyone(&self, phrases: &Phrases, typed: &str) -> Option<Suggestion> {
        let word = phrases.text("mention-all-word");
        let is_meant = self.timeline.own_rank().may_call_everyone() && word.starts_with(typed);
        is_meant.then(|| Suggestion {
            icon: Icon::Users,
            word,
            arguments: None,
            about: phrases.text("mention-all"),
            becomes: Becomes::Everyone,
        })
    }

    fn say(&mut self, phrases: &Phrases, text: &str, to: Option<PublicKey>) -> Result<(), Notice> {
        let text = Text::parse(text).map_err(|error| plain(phrase::of_text_error(phrases, &error)))?;
        let audience = to.map_or(Audience::Room, Audience::Member);
        self.wish(Wish::Say(audience, text)).map_err(|Busy| busy(phrases))
    }

    fn obey(&mut self, phrases: &Phrases, command: Command) -> Action {
        let done = match command {
            Command::Whisper { to, text } => self.whisper(phrases, &to, &text),
            Command::Target { to } => return self.target(phrases, &to),
            Command::Everyone { text: None } => return self.back_to_everyone(),
            Command::Everyone { text: Some(text) } => self.say(phrases, &text, None),
            Command::Me { text } => self.act(phrases, &text),
            Command::Nick { name } => self.wish(Wish::Rename(name)).map_err(|Busy| busy(phrases)),
            Command::SetTopic { topic } => self.set_topic(phrases, topic),
            Command::ShowNotice => self.note(self.notice_sentence(phrases)),
            Command::SetNotice { notice } => self.wish(Wish::Notice(notice)).map_err(|Busy| busy(phrases)),
            Command::Pin { of } => self.pin_newest(phrases, of.as_ref()),
            Command::Unpin { number } => self.unpin_number(phrases, number),
            Command::Pins => {
                self.show_pins();
                Ok(())
            }
            Command::Invite => return self.show_invite(),
            Command::Clear => {
                self.clear(phrases);
                Ok(())
            }
            Command::Leave { text } => return self.leave_with(phrases, text.as_deref()),
            Command::Help { about } => self.note(help(phrases, about)),
            Command::Who => self.note(self.who(phrases)),
            Command::ShowTopic => self.note(self.topic_sentence(phrases)),
            Command::Search { query } => return self.search_for(query),
            Command::Save { path, form } => return self.ask_for_export(Export { path, form }),
            Command::Live(asked) => self.say_about(phrases, asked.live(self)),
        };
        self.finish(done)
    }

    fn show_invite(&mut self) -> Action {
        let (taken, shown) = (self.taken(), self.lay(Over::Invite));
        taken.then(shown)
    }

    /// Opens the search with what is looked for in its field.
    fn search_for(&mut self, query: Option<String>) -> Action {
        let (taken, opened) = (self.taken(), self.open_search());
        let typed = query.map_or(Action::None, |query| self.update_search(search::Message::Typed(query)));
        taken.then(opened).then(typed)
    }

    fn ask_for_export(&mut self, export: Export) -> Action {
        self.taken().then(Action::Run(Task::done(Message::ExportAsked(export))))
    }

    /// Whispers to each; if the client takes only some, the box keeps the line for the rest.
    fn whisper(&mut self, phrases: &Phrases, to: &[Name], text: &str) -> Result<(), Notice> {
        for (index, name) in to.iter().enumerate() {
            let key = self.timeline.roster().by_skeleton(&name.skeleton()).map(|member| member.key);
            let Some(key) = key else { return Err(plain(phrases.text("reject-no-such-member"))) };
            if let Err(notice) = self.say(phrases, text, Some(key)) {
                if index > 0 {
                    let rest: Vec<String> = to.iter().skip(index).map(|name| format!("\"{name}\"")).collect();
                    drop(self.composer.replace(&format!("/w {} {text}", rest.join(","))));
                }
                return Err(notice);
            }
        }
        Ok(())
    }

    fn target(&mut self, phrases: &Phrases, to: &Name) -> Action {
        let Some(key) = self.timeline.roster().by_skeleton(&to.skeleton()).map(|member| member.key) else {
            self.composer.complain(plain(phrases.text("reject-no-such-member")));
            return Action::None;
        };
        self.composer.taken();
        self.address(Some(key))
    }

    fn back_to_everyone(&mut self) -> Action {
        self.composer.taken();
        self.address(None)
    }

    fn act(&mut self, phrases: &Phrases, text: &str) -> Result<(), Notice> {
        let text = Text::parse(text).map_err(|error| plain(phrase::of_text_error(phrases, &error)))?;
        self.wish(Wish::Act(text)).map_err(|Busy| busy(phrases))
    }

    fn set_topic(&mut self, phrases: &Phrases, topic: Topic) -> Result<(), Notice> {
        self.wish(Wish::Topic(topic)).map_err(|Busy| busy(phrases))
    }

    fn leave_with(&mut self, phrases: &Phrases, text: Option<&str>) -> Action {
        if let Some(Err(notice)) = text.map(|text| self.say(phrases, text, None)) {
            self.composer.complain(notice);
            return Action::None;
        }
        self.composer.taken();
        self.ask_to_leave()
    }

    fn clear(&mut self, phrases: &Phrases) {
        self.timeline.clear();
        drop(self.note(phrases.text("slash-cleared")));
    }

    /// Shows a sentence that only this screen has.
    fn note(&mut self, sentence: String) -> Result<(), Notice> {
        self.timeline.note(Note::Sentence(sentence), 0);
        self.refresh();
        Ok(())
    }

    fn who(&self, phrases: &Phrases) -> String {
        let here = self.timeline.roster().sorted(phrases.language() == Language::Korean);
        let names: Vec<&str> = here
            .iter()
            .filter(|member| member.presence.is_some())
            .map(|member| member.name.as_str())
            .collect();
        phrases.with("console-here", &[("count", names.len().into()), ("names", names.join(", ").into())])
    }

    fn topic_sentence(&self, phrases: &Phrases) -> String {
        match self.timeline.topic() {
            Some(topic) => phrases.with("room-topic", &[("topic", topic.display().into_owned().into())]),
            None => phrases.text("room-topic-none"),
        }
    }
}

/// Returns the emoji of which a word begins so, the shortest word first.
fn emoji(typed: &str) -> Vec<Suggestion> {
    let mut found: Vec<_> = emojis::iter()
        .filter_map(|emoji| {
            let code = emoji.shortcodes().find(|code| code.starts_with(typed))?;
            Some((code, emoji.as_str()))
        })
        .collect();
    found.sort_by_key(|(code, _)| code.len());
    found.truncate(limits::EMOJI_OFFERED);
    found
        .into_iter()
        .map(|(code, emoji)| Suggestion {
            icon: Icon::Info,
            word: format!(":{code}:"),
            arguments: None,
            about: String::new(),
            becomes: Becomes::Emoji(emoji),
        })
        .collect()
}

/// Whether a name begins with what is typed, where the syllable typed last may be open: 서 may become 선아.
fn begins_with(name: &str, typed: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    name.starts_with(typed) || name.nfd().collect::<String>().starts_with(&typed.nfd().collect::<String>())
}

fn help(phrases: &Phrases, about: Option<Word>) -> String {
    match about {
        Some(word) => command::help_line(phrases, word),
        None => Word::ALL.map(|word| command::help_line(phrases, word)).join("\n"),
    }
}

pub(super) fn plain(words: String) -> Notice {
    Notice { words, fix: None, may_send: false }
}

pub(super) fn busy(phrases: &Phrases) -> Notice {
    plain(phrases.text("reject-too-many-waiting"))
}

fn notice_of(phrases: &Phrases, mistake: &Mistake) -> Notice {
    let words = command::of_mistake(phrases, mistake);
    let (fixed, may_send) = match mistake {
        Mistake::Unknown { fixed, .. } => (fixed.clone(), true),
        Mistake::LooksLikeCommand { fixed, .. } => (Some(fixed.clone()), true),
        _ => (None, false),
    };
    Notice { words, fix: fixed.map(|line| (phrases.text("guard-fix"), line)), may_send }
}

fn suggestion(phrases: &Phrases, found: command::Completion) -> Suggestion {
    match found.offer {
        Offer::Command { word, name } => Suggestion {
            icon: icon_of(word),
            word: format!("/{name}"),
            arguments: word.usage_key().map(|key| phrases.text(key)),
            about: phrases.text(word.help_key()),
            becomes: Becomes::Line(found.line),
        },
        Offer::Member(name) => Suggestion {
            icon: Icon::User,
            word: name.to_string(),
            arguments: None,
            about: String::new(),
            becomes: Becomes::Line(found.line),
        },
    }
}

fn icon_of(word: Word) -> Icon {
    match word {
        Word::Help => Icon::Info,
        Word::Whisper => Icon::Ear,
        Word::Reply => Icon::Reply,
        Word::Everyone => Icon::Users,
        Word::Me | Word::React => Icon::Hand,
        Word::Quote => Icon::Reply,
        Word::Nick | Word::Edit => Icon::Pencil,
        Word::Who => Icon::Search,
        Word::Topic | Word::Notice => Icon::Megaphone,
        Word::Pin | Word::Pins => Icon::Pin,
        Word::Unpin => Icon::PinOff,
        Word::Invite => Icon::UserPlus,
        Word::Search => Icon::Search,
        Word::Save => Icon::ArrowDown,
        Word::Clear | Word::Delete => Icon::Trash,
        Word::Leave => Icon::LogOut,
    }
}
