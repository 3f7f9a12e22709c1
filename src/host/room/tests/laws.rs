//! What holds for a room whatever its members do.

use proptest::prelude::*;

use super::*;

/// One thing that a member may do.
#[derive(Clone, Debug)]
enum Deed {
    Come { called: u8 },
    Go { left: bool },
    Say { again: bool },
    Whisper { to: usize },
    Rename { to: u8 },
    Pass { seconds: u64 },
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let deed = prop_oneof![
        3 => (0_u8..4).prop_map(|called| Deed::Come { called }),
        1 => any::<bool>().prop_map(|left| Deed::Go { left }),
        5 => any::<bool>().prop_map(|again| Deed::Say { again }),
        3 => (0_usize..4).prop_map(|to| Deed::Whisper { to }),
        2 => (0_u8..4).prop_map(|to| Deed::Rename { to }),
        1 => (0_u64..90).prop_map(|seconds| Deed::Pass { seconds }),
    ];
    prop::collection::vec((0_usize..4, deed), 1..80)
}

fn do_it(stage: &mut Stage, people: &[Arc<Identity>], who: usize, deed: Deed) {
    let me = people[who].clone();
    let settled = |stage: &Stage| stage.room.members.get(&me.public()).map(Member::settled);
    match (deed, settled(stage)) {
        (Deed::Come { called }, _) => drop(stage.ask(&me, &format!("손님{called}"), None)),
        (Deed::Pass { seconds }, _) => stage.pass(Duration::from_secs(seconds)),
        (_, None) => {}
        (Deed::Go { left }, Some(_)) => {
            let session = stage.room.session(&me.public()).unwrap_or(0);
            let how = if left { Departure::Left } else { Departure::Broken };
            stage.room.depart(stage.now, &me.public(), session, how);
            publish(&mut stage.room);
        }
        (Deed::Say { again }, Some(settled)) => {
            let nonce = if again { settled.room.max(1) } else { settled.room + 1 };
            drop(stage.say(&me, &format!("{nonce}"), nonce));
        }
        (Deed::Whisper { to }, Some(settled)) => {
            drop(stage.whisper(&me, &people[to], "비밀", settled.mail + 1));
        }
        (Deed::Rename { to }, Some(settled)) => {
            drop(stage.put(&me, Kind::RENAME, &format!("손님{to}"), settled.room + 1));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_log_is_dense_and_chained_and_membership_is_its_fold(deeds in deeds()) {
        let settings = Settings { messages_burst: 20, messages_per_second: 1, ..settings() };
        let mut stage = Stage::with(settings, Bounds::default());
        let people: Vec<_> = (2..6).map(person).collect();
        for (who, deed) in deeds {
            do_it(&mut stage, &people, who, deed);
            prop_assert_eq!(stage.room.names.len(), stage.room.members.len());
            prop_assert!(stage.room.presence.len() <= stage.room.members.len());
        }
        let (mut last, mut folded, mut nonces) = (Mark::default(), BTreeMap::new(), BTreeMap::new());
        let mut time = 0;
        for event in stage.events() {
            let header = &event.header;
            prop_assert_eq!((header.slot.seq(), header.previous), (last.seq + 1, last.hash));
            prop_assert!(header.time >= time && event.verify().is_ok());
            (last, time) = (event.mark(), header.time);
            if header.kind == Kind::ARRIVAL {
                let passage: Passage = crate::wire::decode(&event.content().unwrap().bytes).unwrap();
                folded.insert(passage.member, passage.name.as_str().to_owned());
            } else if header.kind == Kind::RENAME {
                folded.insert(header.author, text_of(&event).to_owned());
            }
            if header.kind == Kind::CHAT || header.kind == Kind::RENAME {
                let before = nonces.insert(header.author, header.nonce);
                prop_assert!(before.is_none_or(|before| before < header.nonce));
            }
        }
        prop_assert_eq!(folded.into_iter().collect::<Vec<_>>(), stage.members());
    }

    #[test]
    fn no_two_members_ever_have_one_name(deeds in deeds()) {
        let mut stage = Stage::new();
        let people: Vec<_> = (2..6).map(person).collect();
        for (who, deed) in deeds {
            do_it(&mut stage, &people, who, deed);
            let mut names: Vec<_> = stage.members().into_iter().map(|(_, name)| name).collect();
            names.sort();
            prop_assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", names);
        }
    }
}
