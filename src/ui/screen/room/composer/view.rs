//! How the composer looks: the box itself, and what opens above it.

use iced::widget::{Column, column, container, row, space, text_editor};
use iced::{Alignment, Element, Length, Padding};

use super::picker::Picker;
use super::suggest::ROWS_MAX;
use super::{About, Asking, Becomes, Composer, FILTER, Hint, INPUT, Message, Notice, Recipient, Suggestion};
use crate::ui::look::Look;
use crate::ui::screen::room::deeds::one_line;
use crate::ui::screen::room::people;
use crate::ui::theme::{self, CAPTION, SMALL, TITLE, UI};
use crate::ui::widget::{
    Icon, Tone, avatar, divider, ellipsis, field, glyph, hint, icon, icon_toggle, keycap, label, lit, press,
    small_action, spring, steady, write,
};
use crate::wire::Text;

/// How many lines the box grows to before it scrolls.
const LINES_MAX: f32 = 8.0;
/// The part of the longest text from which on the characters are counted for the writer.
const COUNTED_FROM: usize = Text::CHARACTERS_MAX / 10 * 9;
/// How much of the bar above the box says whom it answers, at most; the rest is what is answered.
const ABOUT_WIDTH: f32 = 180.0;
const PICKER_WIDTH: f32 = 260.0;
const WORDS_WIDTH: f32 = 280.0;

impl Composer {
    /// Draws the box; `is_offline` changes what it promises, and while the emoji picker is open that has the ring.
    pub fn view<'a>(&'a self, look: Look<'a>, is_offline: bool, is_emoji_open: bool) -> Element<'a, Message> {
        let palette = look.palette;
        let is_whisper = self.recipient.is_some();
        let send = press(glyph(Icon::ArrowUp, 18.0))
            .on_press_maybe((!self.is_blank() && self.excess().is_none()).then_some(Message::SendPressed))
            .width(36)
            .height(36)
            .style(theme::send(palette, is_whisper))
            .ring(palette.accent);
        let send = hint(palette, send, look.text("compose-send"));
        let emoji = icon_toggle(palette, Icon::Smile, 20.0, is_emoji_open).on_press(Message::EmojiPressed);
        let emoji = hint(palette, emoji, look.text("compose-emoji"));
        let line = row![self.chip(look), self.input(look, is_offline), emoji, send]
            .spacing(4)
            .align_y(Alignment::End);
        let (fill, edge, width) = match (is_whisper, is_offline || is_emoji_open) {
            (true, _) => (palette.whisper_soft, palette.whisper_fill, 2.0),
            (false, false) => (palette.raised, palette.accent, 2.0),
            (false, true) => (palette.raised, palette.line_strong, 1.0),
        };
        let about = self.about().map(|about| about_bar(look, about));
        let frame = container(column![].push(about).push(line).push(self.counter(look)))
            .padding(7)
            .width(Length::Fill);
        // For whom the line is stays as plain as it is, wherever the focus goes.
        let (dim_edge, dim_width) = if is_whisper { (edge, width) } else { (palette.line_strong, 1.0) };
        let frame =
            lit(frame, theme::plate(fill, edge, width, 14.0), theme::plate(fill, dim_edge, dim_width, 14.0));
        let margin = if look.is_narrow() { [0.0, 10.0, 10.0] } else { [0.0, 16.0, 14.0] };
        let [top, side, bottom] = margin;
        container(frame).padding(Padding { top, right: side, bottom, left: side }).into()
    }

    /// Draws what lies above the box, if anything: the picker, the suggestions, a question or a notice.
    pub fn popup<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        if let Some(picker) = &self.picker {
            return Some(self.picker_card(look, picker));
        }
        match self.suggestions.sort() {
            Some(Becomes::Line(_)) => return Some(self.suggestion_card(look)),
            Some(Becomes::Mention(_) | Becomes::Everyone) => {
                return Some(self.word_card(look, "mention-title"));
            }
            Some(Becomes::Emoji(_)) => return Some(self.word_card(look, "compose-emoji")),
            None => {}
        }
        if let Some(asking) = &self.asking {
            return self.asking_card(look, asking);
        }
        let notice = self.notice.as_ref().map(|notice| notice_card(look, notice));
        notice.or_else(|| self.hint.as_ref().map(|hint| hint_card(look, hint)))
    }

    fn asking_card<'a>(&'a self, look: Look<'a>, asking: &'a Asking) -> Option<Element<'a, Message>> {
        match asking {
            Asking::Gone => {
                self.recipient.as_ref().map(|recipient| question_card(look, recipient.name.as_str()))
            }
            Asking::LongPaste(text) => Some(paste_card(look, text.trim_end().lines().count())),
            Asking::LineGone => Some(told_card(look, look.prose("compose-line-gone"))),
            Asking::TooLong => {
                let over = self.excess()?;
                Some(told_card(look, look.prose_with("compose-too-long-told", &[("over", over.into())])))
            }
        }
    }

    fn chip<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let (mark, words) = match &self.recipient {
            Some(recipient) => (
                Icon::Ear,
                look.with("compose-to-one", &[("name", recipient.name.as_str().to_owned().into())]),
            ),
            None => (Icon::Users, look.text("compose-to-all")),
        };
        let words = (!look.is_narrow()).then(|| label(words, SMALL.medium()));
        let content = row![glyph(mark, 15.0)].push(words).push(glyph(Icon::ChevronDown, 14.0));
        let (fill, ink) = match self.recipient {
            Some(_) => (palette.whisper_fill, palette.on_whisper),
            None => (palette.sunken, palette.ink_second),
        };
        press(content.spacing(6).align_y(Alignment::Center))
            .on_press(Message::RecipientPressed)
            .height(36)
            .padding([0, 10])
            .style(move |_| iced::widget::button::Style {
                background: Some(fill.into()),
                text_color: ink,
                border: iced::border::rounded(9),
                ..Default::default()
            })
            .ring(palette.accent)
            .into()
    }

    fn input<'a>(&'a self, look: Look<'a>, is_offline: bool) -> Element<'a, Message> {
        let placeholder = match &self.recipient {
            Some(recipient) => look
                .with("compose-placeholder-whisper", &[("name", recipient.name.as_str().to_owned().into())]),
            None if is_offline => look.text("compose-placeholder-offline"),
            None => look.text("compose-placeholder"),
        };
        let letters = look.letters();
        let input = text_editor(self.sheet.content())
            .id(INPUT)
            .placeholder(placeholder)
            .on_action(Message::Edited)
            .key_binding(|press| self.binding(press))
            .font(theme::REGULAR)
            .size(letters.size)
            .line_height(letters.line_height())
            .padding([7, 6])
            .height(Length::Shrink)
            .max_height(letters.line * LINES_MAX + 14.0)
            .style(theme::editor(look.palette));
        container(steady(input, !self.sheet.preedit().is_empty(), Message::Composed))
            .width(Length::Fill)
            .into()
    }

    fn counter<'a>(&self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let written = self.written();
        if written < COUNTED_FROM {
            return None;
        }
        let words = match self.excess() {
            Some(excess) => write(
                look.with("compose-too-long", &[("over", excess.into())]),
                CAPTION.semibold(),
                look.palette.danger,
            ),
            None => write(format!("{written} / {}", Text::CHARACTERS_MAX), CAPTION, look.palette.ink_third),
        };
        Some(container(words).width(Length::Fill).align_x(Alignment::End).padding([2, 8]).into())
    }

    fn picker_card<'a>(&'a self, look: Look<'a>, picker: &'a Picker) -> Element<'a, Message> {
        let palette = look.palette;
        let chosen = self.recipient.as_ref().map(|recipient| recipient.key);
        let hint = look.text("compose-pick-filter");
        let filter = field(palette, &hint, &picker.filter, false)
            .id(FILTER)
            .padding([7, 10])
            .on_input(Message::Filtered)
            .on_submit(Message::PickedFirst);
        let is_whole = picker.filter.trim().is_empty();
        let everyone = is_whole.then(|| {
            let is_active = picker.active == 0;
            picker_row(look, None, PickMarks { is_active, is_chosen: chosen.is_none() })
        });
        let rule = is_whole.then(|| container(divider(palette.line)).padding([4, 6]));
        let people = picker.matching().enumerate().map(|(index, person)| {
            let is_active = picker.active == index + usize::from(is_whole);
            picker_row(look, Some(person), PickMarks { is_active, is_chosen: chosen == Some(person.key) })
        });
        let content = column![
            container(write(look.text("compose-pick-title"), CAPTION.semibold(), palette.ink_third))
                .padding([6, 10]),
            container(filter).padding(Padding { top: 0.0, right: 4.0, bottom: 6.0, left: 4.0 }),
        ]
        .push(everyone)
        .push(rule)
        .push(Column::with_children(people));
        container(content)
            .padding(6)
            .width(PICKER_WIDTH)
            .style(theme::outlined(palette.raised, palette.line, 12.0))
            .into()
    }

    fn word_card<'a>(&'a self, look: Look<'a>, title: &str) -> Element<'a, Message> {
        let palette = look.palette;
        let first = self.suggestions.first_shown();
        let shown = self.suggestions.rows.iter().enumerate().skip(first).take(ROWS_MAX);
        let rows = shown.map(|(index, row)| word_row(look, index, row, index == self.suggestions.active));
        let content = column![
            container(write(look.text(title), CAPTION.semibold(), palette.ink_third)).padding(Padding {
                top: 6.0,
                right: 10.0,
                bottom: 4.0,
                left: 10.0
            }),
            Column::with_children(rows),
        ];
        container(content)
            .padding(6)
            .width(WORDS_WIDTH)
            .style(theme::outlined(palette.raised, palette.line, 12.0))
            .into()
    }

    fn suggestion_card<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let first = self.suggestions.first_shown();
        let shown = self.suggestions.rows.iter().enumerate().skip(first).take(ROWS_MAX);
        let rows =
            shown.map(|(index, row)| suggestion_row(look, index, row, index == self.suggestions.active));
        let keys = row![
            keycap("↑", palette),
            keycap("↓", palette),
            write(look.text("popup-choose"), CAPTION, palette.ink_third),
            keycap("Tab", palette),
            write(look.text("popup-complete"), CAPTION, palette.ink_third),
            keycap("Esc", palette),
            write(look.text("popup-close"), CAPTION, palette.ink_third),
        ]
        .spacing(8)
        .align_y(Alignment::Center);
        let content = column![
            container(write(look.text("slash-title"), CAPTION.semibold(), palette.ink_third))
                .padding(Padding { top: 6.0, right: 10.0, bottom: 4.0, left: 10.0 }),
            Column::with_children(rows),
            container(divider(palette.line)).padding([6, 4]),
            container(keys).padding(Padding { top: 2.0, right: 10.0, bottom: 4.0, left: 10.0 }),
        ];
        container(content)
            .padding(6)
            .width(Length::Fill)
            .style(theme::outlined(palette.raised, palette.line, 12.0))
            .into()
    }
}

/// Draws somebody to name, or an emoji.
fn word_row<'a>(look: Look<'a>, index: usize, row: &'a Suggestion, is_active: bool) -> Element<'a, Message> {
    let palette = look.palette;
    let tile: Element<'a, Message> = match &row.becomes {
        Becomes::Mention(key) => avatar(&row.word, people::fill(key), 28.0, None),
        Becomes::Emoji(emoji) => container(write(*emoji, TITLE, palette.ink)).center_x(28).into(),
        Becomes::Everyone => container(icon(row.icon, 18.0, palette.ink_second)).center_x(28).into(),
        Becomes::Line(_) => icon(row.icon, 18.0, palette.ink_third).into(),
    };
    let content = row![tile, container(ellipsis(row.word.clone(), UI, palette.ink)).width(Length::Fill)]
        .push((!row.about.is_empty()).then(|| write(row.about.as_str(), CAPTION, palette.ink_third)))
        .push(is_active.then(|| keycap("Tab", palette)))
        .spacing(10)
        .align_y(Alignment::Center);
    press(content)
        .on_press(Message::SuggestionPressed(index))
        .skip_focus()
        .width(Length::Fill)
        .height(40)
        .padding([0, 10])
        .style(theme::menu_item(palette, is_active))
        .into()
}

/// How a row of the picker stands out.
#[derive(Debug, Clone, Copy)]
struct PickMarks {
    is_active: bool,
    is_chosen: bool,
}

/// Draws a person, or everyone.
fn picker_row<'a>(look: Look<'a>, person: Option<&Recipient>, marks: PickMarks) -> Element<'a, Message> {
    let palette = look.palette;
    let (tile, name): (Element<'a, Message>, String) = match person {
        Some(person) => {
            (avatar(person.name.as_str(), people::fill(&person.key), 28.0, None), person.name.to_string())
        }
        None => (container(glyph(Icon::Users, 18.0)).center_x(28).into(), look.text("compose-to-all")),
    };
    let is_gone = person.is_some_and(|person| !person.is_here);
    let content = row![tile, container(ellipsis(name, UI, palette.ink)).width(Length::Fill)]
        .push(is_gone.then(|| write(look.text("roster-offline"), CAPTION, palette.ink_third)))
        .push(marks.is_chosen.then(|| icon(Icon::Check, 16.0, palette.accent_ink)))
        .spacing(10)
        .align_y(Alignment::Center);
    press(content)
        .on_press(Message::Picked(person.map(|person| person.key)))
        .width(Length::Fill)
        .height(38)
        .padding([0, 10])
        .style(theme::menu_item(palette, marks.is_active))
        .ring(palette.accent)
        .into()
}

fn suggestion_row<'a>(
    look: Look<'a>,
    index: usize,
    row: &'a Suggestion,
    is_active: bool,
) -> Element<'a, Message> {
    let palette = look.palette;
    let about = (!look.is_narrow()).then(|| write(row.about.as_str(), SMALL, palette.ink_second));
    let content =
        row![icon(row.icon, 17.0, palette.ink_third), write(row.word.as_str(), UI.semibold(), palette.ink)]
            .push(row.arguments.as_deref().map(|arguments| write(arguments, UI, palette.ink_third)))
            .push(spring())
            .push(about)
            .spacing(10)
            .align_y(Alignment::Center);
    press(content)
        .on_press(Message::SuggestionPressed(index))
        .skip_focus()
        .width(Length::Fill)
        .height(40)
        .padding([0, 10])
        .style(theme::menu_item(palette, is_active))
        .into()
}

fn question_card<'a>(look: Look<'a>, name: &str) -> Element<'a, Message> {
    let palette = look.palette;
    let words = look.prose_with("compose-left-title", &[("name", name.to_owned().into())]);
    let later = small_action(palette, Tone::Secondary, Some(Icon::Ear), look.text("compose-left-later"))
        .on_press(Message::KeepForLater);
    let everyone = small_action(palette, Tone::Secondary, Some(Icon::Users), look.text("compose-left-send"))
        .on_press(Message::ToEveryone);
    let on =
        small_action(palette, Tone::Ghost, None, look.text("compose-left-keep")).on_press(Message::WriteOn);
    card_of(look, Icon::Ear, palette.whisper, words, row![later, everyone, on].spacing(8).wrap().into())
}

fn paste_card(look: Look<'_>, lines: usize) -> Element<'_, Message> {
    let palette = look.palette;
    let words = look.prose_with("compose-paste-title", &[("lines", lines.into())]);
    let answer = |key: &str| small_action(palette, Tone::Secondary, None, look.text(key));
    let plain = answer("compose-paste-plain").on_press(Message::PastePlain);
    let code = answer("compose-paste-code").on_press(Message::PasteCode);
    let cancel =
        small_action(palette, Tone::Ghost, None, look.text("common-cancel")).on_press(Message::WriteOn);
    card_of(look, Icon::Info, palette.accent_ink, words, row![plain, code, cancel].spacing(8).wrap().into())
}

fn told_card(look: Look<'_>, words: String) -> Element<'_, Message> {
    let palette = look.palette;
    let on = small_action(palette, Tone::Ghost, None, look.text("common-close")).on_press(Message::WriteOn);
    card_of(look, Icon::CircleAlert, palette.danger, words, on.into())
}

fn hint_card<'a>(look: Look<'a>, hint: &'a Hint) -> Element<'a, Message> {
    let palette = look.palette;
    let (mark, ink) = match hint.is_wrong {
        true => (icon(Icon::CircleAlert, 16.0, palette.danger), palette.danger),
        false => (icon(Icon::Info, 16.0, palette.ink_third), palette.ink_second),
    };
    let words = write(look.kept(hint.words.clone()), UI, ink).width(Length::Fill);
    container(row![mark, words].spacing(10).align_y(Alignment::Center))
        .padding([10, 14])
        .width(Length::Fill)
        .style(theme::outlined(palette.raised, palette.line, 12.0))
        .into()
}

fn notice_card<'a>(look: Look<'a>, notice: &'a Notice) -> Element<'a, Message> {
    let palette = look.palette;
    let fix = notice.fix.as_ref().map(|(words, _)| {
        small_action(palette, Tone::Secondary, None, words.clone()).on_press(Message::FixPressed)
    });
    let verbatim = notice.may_send.then(|| {
        small_action(palette, Tone::Secondary, None, look.text("guard-send")).on_press(Message::AsItIsPressed)
    });
    let on = small_action(palette, Tone::Ghost, None, look.text("common-close")).on_press(Message::WriteOn);
    let buttons = row![].push(fix).push(verbatim).push(on).spacing(8);
    card_of(look, Icon::CircleAlert, palette.danger, notice.words.clone(), buttons.into())
}

/// Draws what the text in the box is about, and the way to let go of it.
fn about_bar<'a>(look: Look<'a>, about: About<'a>) -> Element<'a, Message> {
    let palette = look.palette;
    let (mark, words) = match about {
        About::Reply(subject) => {
            (Icon::Reply, look.with("msg-replying", &[("name", subject.author.to_string().into())]))
        }
        About::Edit(_) => (Icon::Pencil, look.text("msg-editing")),
    };
    let close = press(glyph(Icon::Close, 16.0))
        .on_press(Message::LetGoPressed)
        .width(28)
        .height(28)
        .style(theme::icon_button(palette))
        .ring(palette.accent);
    let quote = ellipsis(one_line(&about.subject().text), SMALL, palette.ink_second);
    row![
        icon(mark, 16.0, palette.accent_ink),
        container(ellipsis(words, SMALL.semibold(), palette.ink)).max_width(ABOUT_WIDTH),
        container(quote).width(Length::Fill),
        close
    ]
    .spacing(8)
    .align_y(Alignment::Center)
    .padding(Padding { top: 0.0, right: 2.0, bottom: 4.0, left: 8.0 })
    .into()
}

fn card_of<'a>(
    look: Look<'a>,
    mark: Icon,
    ink: iced::Color,
    words: String,
    buttons: Element<'a, Message>,
) -> Element<'a, Message> {
    let palette = look.palette;
    let words = row![icon(mark, 16.0, ink), write(words, UI, palette.ink).width(Length::Fill)]
        .spacing(10)
        .align_y(Alignment::Center);
    let content = column![words, row![space().width(26), buttons]].spacing(8);
    container(content)
        .padding([10, 14])
        .width(Length::Fill)
        .style(theme::outlined(palette.raised, palette.line, 12.0))
        .into()
}
