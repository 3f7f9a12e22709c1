//! The page of what the room is about, who may come in, and how much of it is kept.

use iced::widget::{Column, column, container, row, stack};
use iced::{Alignment, Element, Length, Padding};

use super::{Entry, Facts, Field, History, Keep, LAST_KEEP, Message, PASSWORD, RoomSettings, Secret, Wrong};
use crate::phrase;
use crate::ui::screen::pages;
use crate::ui::theme::{self, CAPTION, SMALL, UI};
use crate::ui::widget::{
    Icon, Press, Tone, action, field, field_label, field_off, glyph, icon, icon_action, label, leaving,
    press, rove, small_action, spring, trouble, write,
};
use crate::wire::{Topic, limits};

/// How wide the field for the name is beside the topic, and that for the number of members.
const NAME_WIDTH: f32 = 236.0;
const MOST_WIDTH: f32 = 84.0;
/// How high a choice between several is.
const CHOICE_HEIGHT: f32 = 48.0;
/// How long history is offered to be kept, in days.
const DAYS: [u64; 4] = [7, 30, 90, 365];

type Scene<'a> = pages::Scene<'a, Facts<'a>>;

impl RoomSettings {
    /// Draws the cards of the page.
    pub(super) fn general<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let facts = scene.facts;
        let entry = facts.entry.map(|entry| entry_row(scene, entry));
        let password = facts.has_password.map(|is_set| self.password_row(scene, is_set));
        let code = facts.has_code.then(|| code_row(scene));
        let door: Vec<_> = [entry, password, code].into_iter().flatten().collect();
        let history = facts.history.map(|history| self.history_row(scene, history));
        let most = facts.members_max.map(|_| self.most_row(scene));
        let size: Vec<_> = [history, most].into_iter().flatten().collect();
        let cards = [door, size].into_iter().filter(|rows| !rows.is_empty()).map(|rows| scene.card(rows));
        std::iter::once(self.about_card(scene)).chain(cards).collect()
    }

    /// Draws what the room is called, what it is about, and its notice.
    fn about_card<'a>(&'a self, scene: Scene<'a>) -> Element<'a, Message> {
        let topic = self.line(scene, Field::Topic, "rset-topic", None);
        let name = scene.facts.can_rename.then(|| {
            let reason = (!scene.facts.is_host).then_some("rset-host-only");
            self.line(scene, Field::Name, "host-name-label", reason)
        });
        let first: Element<'a, Message> = match name {
            Some(name) if scene.is_tight() => column![name, topic].spacing(12).into(),
            Some(name) => row![container(name).width(NAME_WIDTH), topic].spacing(16).into(),
            None => topic,
        };
        let notice = self.line(scene, Field::Notice, "rset-notice", Some("rset-notice-help"));
        scene.plain_card(container(column![first, notice].spacing(12)).padding([14, 16]))
    }

    /// Draws a field under its label, and what is wrong with it, or else what it is for.
    fn line<'a>(
        &'a self,
        scene: Scene<'a>,
        id: Field,
        key: &str,
        help: Option<&str>,
    ) -> Element<'a, Message> {
        let (look, palette) = (scene.look, scene.palette());
        let used = (id == Field::Topic).then(|| {
            let used = self.text_in(scene.facts, id).chars().count();
            let parts = [("used", used.into()), ("max", Topic::CHARACTERS_MAX.into())];
            write(look.with("rset-used", &parts), CAPTION, palette.ink_third)
        });
        let over = row![field_label(palette, look.text(key)), spring()].push(used).align_y(Alignment::Center);
        let wrong = self.wrong(scene, id).map(|words| trouble(palette, words));
        let help = help.map(|key| write(look.prose(key), CAPTION, palette.ink_third).into());
        column![over, self.input(scene, id)].push(wrong.or(help)).spacing(6).width(Length::Fill).into()
    }

    /// Draws a field, with the way to empty it where that means something.
    fn input<'a>(&'a self, scene: Scene<'a>, id: Field) -> Element<'a, Message> {
        let palette = scene.palette();
        let text = self.text_in(scene.facts, id);
        if !scene.facts.is_host && matches!(id, Field::Name | Field::Most) {
            return field_off(palette, text);
        }
        let can_clear = id == Field::Notice && !text.is_empty();
        let input = field(palette, "", &text, self.wrong(scene, id).is_some())
            .id(id.id())
            .on_input(move |text| Message::Typed(id, text))
            .on_submit(Message::Finished(id));
        let input = if can_clear { input.padding(Padding::from([10, 12]).right(40)) } else { input };
        let input = leaving(input, Message::Finished(id));
        if !can_clear {
            return input;
        }
        let clear =
            icon_action(palette, Icon::Close, 16.0).height(28).width(28).on_press(Message::NoticeCleared);
        stack![input, container(clear).align_right(Length::Fill).center_y(Length::Fill).padding([0, 8])]
            .into()
    }

    /// Says why what was typed into a field cannot be.
    fn wrong(&self, scene: Scene<'_>, id: Field) -> Option<String> {
        let look = scene.look;
        let wrong = id.read(&self.text_in(scene.facts, id)).err()?;
        Some(match wrong {
            Wrong::Name(error) => look.kept(phrase::of_name_error(look.phrases, &error)),
            Wrong::Line(error) => look.kept(phrase::of_text_error(look.phrases, &error)),
            Wrong::Most => most_help(scene),
        })
    }

    fn password_row<'a>(&'a self, scene: Scene<'a>, is_set: bool) -> Element<'a, Message> {
        let (look, palette, is_host) = (scene.look, scene.palette(), scene.facts.is_host);
        let state = if is_set { "rset-password-set" } else { "rset-password-none" };
        let title = row![
            write(look.text("host-password-label"), UI.medium(), palette.ink),
            write(look.text(state), SMALL, palette.ink_third)
        ]
        .spacing(8)
        .align_y(Alignment::Center);
        let button = |tone, key: &str, message| {
            small_action(palette, tone, None, look.text(key)).on_press_maybe(is_host.then_some(message))
        };
        let remove = is_set.then(|| button(Tone::Ghost, "rset-password-remove", Message::PasswordRemoved));
        let change = button(Tone::Secondary, "common-change", Message::PasswordPressed);
        let buttons = row![].push(remove).push(change).spacing(8);
        let help = Some(help(scene, "rset-password-help"));
        let row = scene.titled_row(title, help, buttons);
        column![row].push(self.password.as_ref().map(|typed| self.password_field(scene, typed))).into()
    }

    /// Draws the field for another password, which nothing saves by itself.
    fn password_field<'a>(&'a self, scene: Scene<'a>, typed: &Secret) -> Element<'a, Message> {
        let (look, palette) = (scene.look, scene.palette());
        let input = field(palette, "", typed.as_str(), self.is_password_wrong)
            .id(PASSWORD)
            .secure(true)
            .on_input(|text| Message::PasswordTyped(Secret::new(text)))
            .on_submit(Message::PasswordFinished);
        let cancel =
            action(palette, Tone::Ghost, None, look.text("common-cancel")).on_press(Message::PasswordDropped);
        let save =
            action(palette, Tone::Primary, None, look.text("board-save")).on_press(Message::PasswordFinished);
        let wrong = self.is_password_wrong.then(|| trouble(palette, look.prose("rset-password-help")));
        let buttons = row![spring(), cancel, save].spacing(8);
        column![input].push(wrong).push(buttons).spacing(8).padding(Padding::ZERO.bottom(12)).into()
    }

    fn history_row<'a>(&'a self, scene: Scene<'a>, history: History) -> Element<'a, Message> {
        let (look, palette, is_host) = (scene.look, scene.palette(), scene.facts.is_host);
        let size = format!("{} MiB", history.mebibytes);
        let help = match history.keep {
            _ if !is_host => Some(look.prose("rset-host-only")),
            Keep::Days(_) => Some(look.prose_with("rset-history-help", &[("size", size.into())])),
            Keep::Nothing => None,
        };
        let words = row![label(kept_for(scene, history.keep), UI), glyph(Icon::ChevronDown, 16.0)];
        let select = press(words.spacing(8).align_y(Alignment::Center))
            .on_press_maybe(is_host.then_some(Message::HistoryPressed))
            .height(36)
            .padding([0, 14])
            .style(theme::secondary(palette))
            .ring(palette.accent);
        let row = scene.row("rset-history", help, select);
        column![row].push(self.is_choosing.then(|| keeps(scene, history.keep))).into()
    }

    fn most_row<'a>(&'a self, scene: Scene<'a>) -> Element<'a, Message> {
        let (palette, is_host) = (scene.palette(), scene.facts.is_host);
        let input = container(self.input(scene, Field::Most)).width(MOST_WIDTH);
        let Some(wrong) = self.wrong(scene, Field::Most) else {
            let help = if is_host { most_help(scene) } else { scene.look.prose("rset-host-only") };
            return scene.row("rset-cap", Some(help), input);
        };
        let row = scene.row("rset-cap", None, input);
        column![row, container(trouble(palette, wrong)).padding(Padding::ZERO.bottom(12))].into()
    }
}

/// Draws who may come in, one of three.
fn entry_row<'a>(scene: Scene<'a>, chosen: Entry) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let entries = [
        (Entry::Open, Icon::DoorOpen, "rset-open", "rset-open-help"),
        (Entry::Knock, Icon::Hand, "rset-knock", "rset-knock-help"),
        (Entry::Locked, Icon::Lock, "rset-locked", "rset-locked-help"),
    ];
    let entries = entries.into_iter().map(|(entry, mark, words, help)| {
        let is_on = entry == chosen;
        let mark = icon(mark, 18.0, if is_on { palette.accent_ink } else { palette.ink_third });
        let help = write(look.prose(help), CAPTION, palette.ink_third);
        choice(scene, (Some(mark.into()), look.text(words)), Some(help.into()), is_on)
            .on_press(Message::EntryPressed(entry))
            .into()
    });
    let title = write(look.text("rset-who"), UI.medium(), palette.ink);
    let padding = Padding { top: 10.0, bottom: 2.0, ..Padding::ZERO };
    column![title, rove(Column::with_children(entries))].spacing(4).padding(padding).into()
}

fn code_row<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let show =
        small_action(scene.palette(), Tone::Secondary, Some(Icon::Eye), scene.look.text("common-show"))
            .on_press_maybe(scene.facts.is_host.then_some(Message::CodePressed));
    scene.row("rset-code", Some(help(scene, "rset-code-help")), show)
}

/// Draws how long history may be kept, and how long it is.
fn keeps<'a>(scene: Scene<'a>, chosen: Keep) -> Element<'a, Message> {
    let own = match chosen {
        Keep::Days(days) if !DAYS.contains(&days) => Some(chosen),
        _ => None,
    };
    let keeps = own.into_iter().chain(DAYS.map(Keep::Days)).chain([Keep::Nothing]).map(|keep| {
        let choice = choice(scene, (None, kept_for(scene, keep)), None, keep == chosen)
            .on_press(Message::KeepPressed(keep))
            .height(36);
        if keep == Keep::Nothing { choice.id(LAST_KEEP).into() } else { choice.into() }
    });
    container(rove(Column::with_children(keeps))).padding(Padding::ZERO.bottom(8)).into()
}

fn choice<'a>(
    scene: Scene<'a>,
    words: (Option<Element<'a, Message>>, String),
    caption: Option<Element<'a, Message>>,
    is_on: bool,
) -> Press<'a, Message> {
    scene.option(words, caption, is_on).padding(0).height(CHOICE_HEIGHT)
}

fn kept_for(scene: Scene<'_>, keep: Keep) -> String {
    match keep {
        Keep::Days(days) => scene.look.with("rset-days", &[("count", days.into())]),
        Keep::Nothing => scene.look.text("rset-history-none"),
    }
}

fn most_help(scene: Scene<'_>) -> String {
    scene.look.prose_with("rset-cap-help", &[("max", limits::MEMBERS_MAX.into())])
}

/// What something is for, or that it is the host's.
fn help(scene: Scene<'_>, key: &str) -> String {
    scene.look.prose(if scene.facts.is_host { key } else { "rset-host-only" })
}
