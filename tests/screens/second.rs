//! What a second program on one folder shows.

use std::path::PathBuf;

use maru::ui::screen::second::{Action, Message, Second};

use crate::stage::Stage;

#[test]
fn a_second_program_says_that_maru_is_open_and_closes() {
    for stage in Stage::both((460.0, 330.0)) {
        let mut second = Second::new(PathBuf::from("/home/haneul/.local/share/maru"));
        stage.draw("30-second", second.view(stage.look()));
        let mut simulator = stage.simulate(second.view(stage.look()));
        simulator.click(stage.text("common-close").as_str()).unwrap();
        let messages: Vec<Message> = simulator.into_messages().collect();
        assert_eq!(messages, [Message::ClosePressed]);
        assert_eq!(second.update(Message::ClosePressed), Action::Close);
    }
}
