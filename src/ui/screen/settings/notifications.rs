//! The page about what is told outside of the window.

use iced::Element;
use iced::widget::{Column, column, container};

use super::parts::Scene;
use super::{Done, Message, Settings};
use crate::config::{Choice, NoticeChoice};
use crate::ui::theme::UI;
use crate::ui::widget::{Tone, action, write};

impl Settings {
    /// Draws the page.
    pub(super) fn notifications<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let (look, palette) = (scene.look, scene.palette());
        let notifications = &scene.facts.config.notifications;
        let choices = [
            (NoticeChoice::All, "set-notify-all"),
            (NoticeChoice::Mentions, "set-notify-mentions"),
            (NoticeChoice::Off, "set-notify-none"),
        ];
        let choices = choices.map(|(choice, words)| {
            scene.choice(look.text(words), None, notifications.notices == choice, Choice::Notices(choice))
        });
        let title = write(look.text("set-notify-when"), UI.medium(), palette.ink);
        let when = container(column![title, Column::with_children(choices)].spacing(6)).padding([14, 16]);
        let rows = vec![
            scene.switch("set-notify-sound", None, notifications.sound, Choice::Sound),
            scene.switch(
                "set-notify-preview",
                Some("set-notify-preview-help"),
                notifications.show_text,
                Choice::ShowText,
            ),
            scene.switch(
                "set-notify-quiet",
                Some("set-notify-quiet-help"),
                notifications.do_not_disturb,
                Choice::DoNotDisturb,
            ),
        ];
        let help = if self.done == Some(Done::Notice) { "set-notify-tried" } else { "set-notify-try-help" };
        let try_out = action(palette, Tone::Secondary, None, look.text("set-notify-try-now"))
            .on_press(Message::NoticePressed);
        let try_out = scene.row("set-notify-try", Some(look.prose(help)), try_out);
        vec![scene.plain_card(when), scene.card(rows), scene.card(vec![try_out])]
    }
}
