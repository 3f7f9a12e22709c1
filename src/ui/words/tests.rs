//! What is made of what people write, and that nothing of it is lost.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::{Block, Doubt, Kind, Link, fold, read, shorten};
use crate::wire::limits;

/// Writes the pieces down: `b` bold, `e` emphasised, `s` struck, then what it is.
fn told(text: &str) -> String {
    let piece = |piece: &super::Piece| {
        let mut what = String::new();
        for (is_so, letter) in [
            (piece.stress.is_bold, 'b'),
            (piece.stress.is_emphasised, 'e'),
            (piece.stress.is_struck, 's'),
            (piece.kind == Kind::Code, '`'),
            (piece.kind == Kind::Link, '@'),
            (piece.kind == Kind::Emoji, ':'),
        ] {
            what.extend(is_so.then_some(letter));
        }
        let words = &text[piece.range.clone()];
        if what.is_empty() { words.to_owned() } else { format!("[{what} {words}]") }
    };
    let block = |block: &Block| {
        let shown = block.pieces.iter().filter(|piece| piece.kind != Kind::Mark);
        let shown: String = shown.map(piece).collect();
        match &block.fence {
            Some(name) => format!("<{} {shown}>", &text[name.clone()]),
            None => shown,
        }
    };
    read(text).iter().map(block).collect()
}

#[test]
fn marks_stress_what_is_between_them() {
    for (text, expected) in [
        ("*굵게*는 이렇게", "[b 굵게]는 이렇게"),
        ("_기울임_은, ~취소선~도", "[e 기울임]은, [s 취소선]도"),
        ("(*a b*)", "([b a b])"),
        ("*a _b ~c~_* d", "[b a ][be b ][bes c] d"),
        ("`*code*` *and*", "[` *code*] [b and]"),
        ("``a ` b``", "[` a ` b]"),
        ("*`code`*", "[b` code]"),
        ("*one* _two_\n*three*", "[b one] [e two]\n[b three]"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_mark_is_shown_as_typed() {
    for text in [
        "2*3*4",
        "snake_case_name",
        "a * b * c",
        "*unclosed",
        "네~ 알겠어요~ 하하~~",
        "^_^ 안녕 ^_^",
        "*_*",
        "*^^* 네 *^^*",
        "(~_~) (~_~)",
        "10~20, 30~40",
        "~까지 ~부터",
        "*a\nb*",
        "`open",
        "____",
        "**",
        "* *",
        "```",
        "```a",
        "````a````",
        "```\nnever closed",
        "_a *b_c",
        "http://",
        "https:// nothing",
        "xhttp://a.example",
        "mailto:nobody",
        "maru:",
        "http://a%62.example",
        "http://[zz]/",
        "https://a..b/",
    ] {
        assert_eq!(told(text), text);
    }
}

#[test]
fn crossed_marks_close_the_outer_one_and_leave_the_other_as_typed() {
    assert_eq!(told("*a _b* c_"), "[b a _b] c_");
    assert_eq!(told("*a *b*"), "*a [b b]");
}

#[test]
fn a_fence_makes_a_block_and_keeps_everything_in_it() {
    assert_eq!(
        told("보세요:\n```rust\nlet *a* = \"http://x.example\";\n\n```\n끝"),
        "보세요:<rust [` let *a* = \"http://x.example\";\n]>끝"
    );
    assert_eq!(told("```\na\n```"), "< [` a]>");
    assert_eq!(told("``` sh \na```\nb"), "<sh [` a]>b");
    assert_eq!(told("```\n```"), "```\n```");
    let text = "a\n```\nb\n```\nc\n```\nd";
    assert_eq!(told(text), "a< [` b]>c\n```\nd");
    assert_eq!(&text[read(text)[1].code().unwrap()], "b");
}

#[test]
fn addresses_end_where_the_sentence_goes_on() {
    for (text, expected) in [
        ("보세요 https://a.example/b?c=d#e.", "보세요 [@ https://a.example/b?c=d#e]."),
        ("(https://a.example/b_(c))", "([@ https://a.example/b_(c)])"),
        ("https://a.example에서 봐요", "[@ https://a.example]에서 봐요"),
        ("https://a.example/b를", "[@ https://a.example/b]를"),
        ("(https://a.example)에서", "([@ https://a.example])에서"),
        ("https://ko.example.org/wiki/한국", "[@ https://ko.example.org/wiki/한국]"),
        ("https://한글.한국/", "[@ https://한글.한국/]"),
        ("*HTTP://A.example*", "[b@ HTTP://A.example]"),
        ("_https://a.example/b_c_", "[e@ https://a.example/b_c]"),
        ("<https://a.example>", "<[@ https://a.example]>"),
        ("mailto:a@b.example, 네", "[@ mailto:a@b.example], 네"),
        ("maru:1abc", "[@ maru:1abc]"),
        ("http://[::1]:8080/", "[@ http://[::1]:8080/]"),
        ("https://a.example/\u{202e}b", "[@ https://a.example/]\u{202e}b"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_link_tells_the_host_that_is_really_meant() {
    let outside = |address: &str| match Link::read(address).unwrap() {
        Link::Outside { address, host, doubt } => (address, host, doubt),
        Link::Invite(_) => panic!("an invite"),
    };
    let told = |address: &str, host: &str, doubt| (address.to_owned(), host.to_owned(), doubt);
    for (written, address, host, doubt) in [
        ("https://A.Example/B", "https://a.example/B", "a.example", None),
        ("http://a.example:80", "http://a.example:80", "a.example", None),
        ("https://pаypаl.com/x", "https://xn--pypl-53dc.com/x", "xn--pypl-53dc.com", Some(Doubt::Letters)),
        ("https://xn--pypl-53dc.com", "https://xn--pypl-53dc.com", "xn--pypl-53dc.com", Some(Doubt::Letters)),
        (
            "https://한글.한국",
            "https://xn--bj0bj06e.xn--3e0b707e",
            "xn--bj0bj06e.xn--3e0b707e",
            Some(Doubt::Letters),
        ),
        ("https://ｅvil.example", "https://evil.example", "evil.example", Some(Doubt::Letters)),
        (
            "https://a.example@evil.example/",
            "https://a.example@evil.example/",
            "evil.example",
            Some(Doubt::Person),
        ),
        ("mailto:Kim@A.example?subject=x", "mailto:Kim@a.example?subject=x", "Kim@a.example", None),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/", "[2001:db8::1]", None),
    ] {
        assert_eq!(outside(written), told(address, host, doubt), "{written}");
    }
    for written in
        ["ftp://a.example", "javascript:alert(1)", "file:///etc/passwd", "https://a\u{200b}b.example"]
    {
        assert_eq!(Link::read(written), None, "{written}");
    }
    assert_eq!(Link::read("maru:1ABC"), Some(Link::Invite("maru:1ABC".to_owned())));
}

#[test]
fn emoji_stay_whole() {
    for (text, expected) in [
        ("안녕 👋🏽!", "안녕 [: 👋🏽]!"),
        ("👨‍👩‍👧‍👦🇰🇷1️⃣", "[: 👨‍👩‍👧‍👦🇰🇷1️⃣]"),
        ("❤️ ❤︎ ☺️", "[: ❤️] ❤︎ [: ☺️]"),
        ("©1#*", "©1#*"),
        ("*🎸 3*", "[b: 🎸][b  3]"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_long_line_is_folded_and_a_short_one_is_not() {
    assert_eq!(fold(&"a\n".repeat(limits::FOLD_LINES - 1)), None);
    assert_eq!(fold(&"가".repeat(limits::FOLD_CHARACTERS)), None);
    let tall = "a\n".repeat(limits::TEXT_LINES);
    assert_eq!(fold(&tall), Some(2 * limits::FOLD_LINES - 1));
    let long = "가".repeat(limits::FOLD_CHARACTERS + 1);
    assert_eq!(fold(&long), Some(3 * limits::FOLD_CHARACTERS));
    let text = "*a* b\n```\ncode\n```\nc";
    let mut blocks = read(text);
    shorten(&mut blocks, 12);
    assert_eq!(blocks.last().unwrap().code(), Some(10..12));
    shorten(&mut blocks, 10);
    assert_eq!(blocks.len(), 1);
}

#[test]
fn a_hostile_line_has_no_more_pieces_than_are_allowed() {
    for part in
        ["*a* ", "`a`", "👋a", "http://a.example ", "```\na\n```\n", "*_~", "`", "``", "https://-", "mailto:"]
    {
        let text = part.repeat(limits::TEXT_BYTES / part.len());
        let blocks = read(&text);
        check(&text, &blocks);
        let shown: usize = blocks.iter().map(|block| block.pieces.len()).sum();
        assert!(shown <= limits::LINE_PIECES, "{part}: {shown}");
    }
}

fn check(text: &str, blocks: &[Block]) {
    let mut at = 0;
    for piece in blocks.iter().flat_map(|block| &block.pieces) {
        assert_eq!(piece.range.start, at, "a gap in {text:?}");
        assert!(piece.range.end > at && text.is_char_boundary(piece.range.end), "{text:?}");
        at = piece.range.end;
        if piece.kind == Kind::Link {
            assert!(Link::read(&text[piece.range.clone()]).is_some(), "{text:?}");
        }
    }
    assert_eq!(at, text.len(), "the end of {text:?}");
}

proptest! {
    #[test]
    fn the_pieces_are_exactly_the_text(text in "([*_~`\n ]|가|a|👨‍👩‍👧|http://a.b|https://|mailto:a@b.c|\u{301}|\u{202e}|[(.)@:/]|\\PC|```\n|```rs\n){0,60}") {
        check(&text, &read(&text));
    }

    #[test]
    fn a_text_without_marks_and_links_is_one_piece(text in "[a-z가-힣 .,!?\n]{1,200}") {
        let blocks = read(&text);
        let pieces: Vec<_> = blocks.iter().flat_map(|block| &block.pieces).collect();
        prop_assert_eq!(pieces.len(), 1);
        prop_assert_eq!(pieces[0].kind, Kind::Text);
    }

    #[test]
    fn what_is_shortened_ends_where_it_should(text in "([*_~`\n ]|가|a|👋|```\n){1,60}", part in 0..100_usize) {
        let mut end = text.len() * part / 100;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut blocks = read(&text);
        shorten(&mut blocks, end);
        for piece in blocks.iter().flat_map(|block| &block.pieces) {
            prop_assert!(piece.range.end <= end && text.is_char_boundary(piece.range.end));
        }
    }
}
