### Every sentence of Maru in English.
### Each key is here and in the other language with the same arguments; a test compares them.

## App

app-name = Maru
app-tagline = An open floor for the people you invite.

## Launcher

launcher-name-label = Your name
launcher-name-placeholder = What should people call you?
launcher-host-title = Host a room
launcher-host-body = This computer becomes the room. Friends join while Maru is open.
launcher-host-button = Host a room…
launcher-join-title = Join a room
launcher-join-body = Paste the invite link or the address your host sent you.
launcher-join-placeholder = Invite link or address
launcher-join-button = Join
launcher-recent-title = Recent rooms
launcher-recent-empty = Rooms you visit will appear here.
launcher-recent-forget = Remove from list
recent-gone = { $room } is off the list
launcher-recent-hosted = Hosted by you
launcher-promise = No account, no server. Rooms are encrypted from computer to computer.
launcher-first-run = No account needed. Pick a name and come on in.

## Host set-up

host-title = Host a room
host-name-label = Room name
host-name-placeholder = Friday hall
host-port-label = Port
host-port-help = Change it only if another program uses this port.
host-open = Open the room
host-open-again = Open again
host-again-label = Hosted before
host-new = A new room
host-kept = { $count ->
    [one] { $count } line kept
   *[other] { $count } lines kept
}
host-unreadable = cannot be read
host-history-label = Keep history
host-history-help = Messages stay on this computer after you close the room.
host-history-off = When you close the room, everything said in it is gone from this computer.
host-erase = Erase
host-erase-title = Erase “{ $room }” from this computer?
host-erase-body = Its history, its whispers and its key are removed, and cannot be brought back. Invites to it no longer work.
host-erase-others = Other people keep the copies on their own computers.
host-opening = Opening…
host-error-port = Port { $port } is already in use. Try { $next }.
host-error-hosting = You are hosting “{ $room }”. One room at a time can be open here: close that one first.
host-error-name = Give the room a name.

## Room

room-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
room-encrypted = Encrypted
room-encrypted-unverified = Encrypted, host not verified
lock-tls = TLS 1.3 from each computer to the host
lock-own = You host this room
lock-own-help = The key below is yours. Whoever has your invite knows it.
lock-unsealed = Whispers are hidden from the room. The host’s computer can read them.
lock-by-invite = Host key checked by the invite
lock-not-compared = Host key not compared yet
lock-not-help = No invite link has named this host’s key. Paste one of the host to rule out someone in between.
room-reconnecting = Reconnecting
room-stopped = Stopped
room-closed = Closed
room-you-host = You are hosting
room-hosted-by = Hosted by { $name }
room-invite = Invite
room-roster-toggle = Show or hide members
room-leave = Leave the room
room-close = Close the room
room-unkept = No history
room-today = Today
room-yesterday = Yesterday
room-unread = New messages
room-jump-latest = Jump to latest
room-new-below = { $count } new
room-jump-back = Back to where you were
room-joined = { $name } joined
room-left = { $name } left
room-renamed = { $old } is now { $new }
room-opened = You opened this room
room-typing-one = { $name } is typing…
room-typing-two = { $a } and { $b } are typing…
room-typing-many = Several people are typing…
room-you = you
room-topic-set = { $name } changed the topic
room-missed = From here you missed something
room-missed-help = { $count ->
    [one] The host no longer keeps the { $count } message that was here.
   *[other] The host no longer keeps the { $count } messages that were here.
}
room-topic-cleared = { $name } cleared the topic
room-topic = Topic: { $topic }
room-topic-none = This room has no topic.
room-notice-set = { $name } posted a notice
room-notice-cleared = { $name } took the notice down
room-notice = Notice: { $notice }
room-notice-none = This room has no notice.
room-pinned = { $name } pinned a message
room-unpinned = { $name } unpinned a message
room-gap = Some messages are missing here. The host no longer keeps them.
room-older = Loading earlier messages…
room-joined-many = { $count ->
    [one] { $count } person joined
   *[other] { $count } people joined
}
room-left-many = { $count ->
    [one] { $count } person left
   *[other] { $count } people left
}
room-default-name = { $name }’s room

# Open rooms
rooms-full = You can be in { $count } rooms at a time. Leave one of them first.
rail-rooms = Open rooms
rail-another = Another room
rail-unread = { $count } new
rail-mentions = { $count ->
    [one] { $count } mention
   *[other] { $count } mentions
}
rail-whispers = { $count ->
    [one] { $count } whisper
   *[other] { $count } whispers
}
rail-read = Mark all as read
rail-quiet = Mute notices
rail-loud = Unmute notices
rail-is-quiet = Muted

# Notices of the desktop
notify-line = New message
notify-mention = New mention
notify-whisper = New whisper
notify-many = { $name } and { $count } more
notify-many-hidden = { $count } new messages

## Messages

msg-sending = Sending
msg-failed = Not sent
msg-retry = Try again
msg-discard = Discard
msg-discard-title = Discard this message?
msg-discard-body = It was never sent, and cannot be brought back.
msg-react = Add reaction
msg-reply = Reply
msg-edit = Edit
msg-pin = Pin
msg-unpin = Unpin
msg-delete = Delete
msg-more = More
msg-copy-link = Copy link
msg-replying = Replying to { $name }
msg-editing = Editing your message
msg-earlier = Before: { $text }
msg-deleted-by = Message deleted by { $name }
msg-quote-older = an earlier message
msg-reacted-many = { $names } and { $count } more
msg-delete-title = Delete this message?
msg-delete-body = It goes from everyone’s screen and computer and cannot be brought back.
msg-copy = Copy text
msg-code-copy = Copy code
msg-show-all = Show all
msg-lost = The host no longer has this message
msg-whisper-from = Whisper from { $name }
msg-whisper-to = Whisper to { $name }
msg-whisper-note-unsealed = Hidden from the room. The host’s computer can read it.

## Links

link-title = Open this address?
link-letters = It has letters that look like others. Check letter by letter that this is the place you know.
link-person = The name before the @ is not the address. Where it really leads stands above.
link-invite-title = This invites you to a room
link-invite-body = Copy it and paste it on the start screen to join that room.
link-copy = Copy address
link-open = Open in the browser

## Composer

compose-to-all = To everyone
compose-to-one = Whisper to { $name }
compose-placeholder = Say something to the room
compose-placeholder-whisper = Only { $name } will see this
compose-placeholder-offline = Offline. Messages will be sent when you reconnect.
compose-send = Send
compose-emoji = Emoji
emoji-search = Search emoji
emoji-skin = Skin tone
emoji-recent = Often used
emoji-smileys = Smileys and people
emoji-nature = Animals and nature
emoji-food = Food and drink
emoji-activity = Activities
emoji-travel = Travel and places
emoji-objects = Objects
emoji-symbols = Symbols
emoji-empty = No emoji by that name.
compose-pick-title = Send to
compose-pick-filter = Find a member
compose-too-long = Over the limit by { $over }
compose-left-title = { $name } left. Send this to everyone?
compose-left-send = Send to everyone
compose-left-keep = Keep writing
compose-left-later = Keep it for when they are back
compose-too-long-told = Not sent: it is { $over } characters too long. Shorten it; your text is still here.
compose-paste-title = That is { $lines } lines. How should they go in?
compose-paste-plain = As they are
compose-paste-code = As code
compose-paste-large = That is too long and was not pasted. Paste at most { $max } KiB at once.
compose-edit-command = This looks like a command, so it was not saved. Commands do nothing while you edit.
compose-line-gone = The message you were editing is gone. Press ↑ in the empty box to get your text back.
guard-send = Send to everyone as it is
guard-fix = Fix it

## Roster

roster-title = Members
roster-online = Here
roster-away = Away
roster-offline = Offline
roster-host = Host
member-whisper = Whisper
card-key = Key mark
card-whisper = Whisper
card-mention = Mention
card-open = Show card
card-copy = Copy name
member-mention = Mention
roster-reconnecting = Reconnecting
roster-typing = Typing
roster-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}

## Invite

invite-title = Invite people
invite-link = Invite link
invite-link-help = Holds the address and the host key. Anyone who has it can try to join, so send it only to people you invite.
invite-address = Address
invite-address-lan = This network
invite-address-internet = Internet
invite-qr = Scan to join
invite-copy = Copy
invite-copy-link = Copy invite link
invite-copied = Copied
invite-console = Invite: { $invite }
invite-none = Only the host has the invite. Ask them for it.

## Join

join-connecting = Connecting to { $address }
join-step-reach = Find the address
join-step-secure = Check the host key
join-step-history = Load the conversation
join-name-taken-title = “{ $name }” is already here
join-name-taken-body = Names are unique in a room. How about one of these?
join-key-changed-title = This host’s key has changed
join-key-changed-body = It is not the key you saw last time. The host may have reinstalled Maru, or someone may be posing as the host.
join-key-before = Last time
join-key-now = Now
join-unreachable-title = Nobody answered
join-unreachable-body = { $address } did not answer within { $seconds } seconds.
join-hint-open = Is the room open? Ask the host to check that Maru is running.
join-hint-lan = Addresses starting with 192.168 work only on the same network.
join-hint-internet = To let you in from another network, the host’s router must pass this port on to the host’s computer.
join-edit-address = Edit address
join-refused-title = No open room here
join-refused-body = No Maru room is open at this address. Check the address and port, or ask the host.
join-address-invalid = That does not look like an invite link or an address. Copy the whole invite link: it starts with “maru:”.

## Connection

conn-lost = Connection lost. Trying again in { $seconds } s.
conn-retrying = Reconnecting… attempt { $n }
conn-retry-now = Retry now
conn-queued = { $count } waiting to be sent
conn-no-answer = The host did not answer within { $seconds } seconds. Ask the host whether the room is open, then join again.
conn-not-maru = Something else answers where this room was. Ask the host for a fresh invite link.
offline-looking = Looking for the host…
offline-lost = The host was not reached. Trying again in { $seconds } s.
offline-as-of = This is your own copy: { $day }, { $clock }. What you write is sent when the host is back.
offline-empty = Nothing is kept of this room yet. What you write is sent when the host is back.
room-offline = Offline
closed-title = The host closed the room
closed-body = You can still read what was said here. Join again when it is open.
closed-again = Join again
closed-home = Back to start
closed-elsewhere-title = You are in this room elsewhere
closed-elsewhere-body = The same key signed in from another window or computer, so this one stepped aside. Go on there.
closed-rule-title = The host ended the connection
closed-rule-body = Maru sent something that the host does not accept. Check that both run the same version, then join again.
closed-left-title = You left the room
closed-left-body = Join again at any time.

## The door

refuse-full-title = The room is full
refuse-full-body = { $count } of { $max } are here. Try again when someone leaves.
refuse-old-title = Your Maru is too old for this room
refuse-old-body = Update Maru, then join. Nothing you have here is lost.
refuse-new-title = This room runs an older Maru
refuse-new-body = Ask the host to update Maru.
refuse-name-taken-title = That name is taken
refuse-name-taken-body = Somebody in this room has that name, or one that looks like it. How about “{ $suggestion }”?
refuse-closing-title = The room is closing
refuse-closing-body = The host is closing this room right now. Ask when it opens again.
refuse-too-often-title = Too many tries
refuse-too-often-body = { $seconds ->
    [one] You came in too often. Try again in { $seconds } second.
   *[other] You came in too often. Try again in { $seconds } seconds.
}
connect-name-unknown-title = No computer by that name
connect-name-unknown-body = Nobody knows an address for “{ $name }”. Check the spelling, or ask the host for an invite link.
connect-no-network-title = No network
connect-no-network-body = This computer has no way to that address. Check Wi-Fi or the cable, then try again.
connect-not-maru-title = That is not a Maru room
connect-not-maru-body = Something else answers at { $address }. Check the address and the port.
connect-wrong-key-title = This is not the room you were invited to
connect-wrong-key-body = Another computer answers at this address than the one that made the invite. Nothing was sent. Ask the host for a fresh invite link.
connect-broken-title = The connection broke
connect-broken-body = The connection broke before you were in. Try again; if it keeps breaking, ask the host.
connect-forked-title = The host showed two different conversations
connect-forked-body = The host’s computer signed two histories of this room that contradict each other, so Maru stopped. Somebody may have changed what was said, or shown it differently to others. Your own copy stays as you saw it, with the proof. Ask your friends by another way what they see; if you go on together, open another room.
room-restored = { $count ->
    [0] The host’s computer went back to an older copy of this room. Nothing that you have is missing there.
    [one] The host’s computer went back to an older copy of this room. { $count } message above is no longer in it; you still have it, and it is offered back.
   *[other] The host’s computer went back to an older copy of this room. { $count } messages above are no longer in it; you still have them, and they are offered back.
}
room-restored-mail = { $count ->
    [one] The host’s computer went back to an older copy of this room. { $count } whisper of yours is no longer in it; you still have it.
   *[other] The host’s computer went back to an older copy of this room. { $count } whispers of yours are no longer in it; you still have them.
}
room-offered = { $count ->
    [one] { $count } message that the host had lost was offered back to it.
   *[other] { $count } messages that the host had lost were offered back to it.
}
room-differs = { $name } has seen another history of this room than you. Either the host shows its members different things, or the room went on from an older copy. Ask { $name } by another way what was said.
connect-violation-title = This room does not play by the rules
connect-violation-body = The host sent something that no Maru sends, so the connection was closed. Ask the host to update or restart Maru.
connect-own-key-title = Your key cannot be used
connect-own-key-body = The key of this computer could not be used. Restart Maru; if that does not help, look at the log in the data folder.
invite-error-empty = Paste an invite link or type an address.
invite-error-too-long = That is longer than any invite link. Copy only the link.
invite-error-damaged = This invite link was cut off or changed on the way. Ask the host to send it again.
invite-error-newer = This invite link was made by a newer Maru. Update Maru, then join.
invite-error-port = The port behind the colon is not a number from 1 to 65535. Check the address.
join-key-ask = Ask the host in another way whether the key really changed. Until then nothing is sent to this address.

## Comparing

cmp-title = Compare with { $name }
cmp-asked = As soon as { $name } is ready, both of you see seven pictures.
cmp-body = Call each other and read these out in order. All seven must match.
cmp-match = They match
cmp-differ = They differ
cmp-waiting = Waiting for { $name }…
cmp-same-title = Compared
cmp-same-body = This is really the key of { $name }.
cmp-again = Compare again
cmp-bad-title = The pictures differ
cmp-bad-body = Someone may be in between. Say nothing secret here, and join again with an invite link.
picture-dog = dog
picture-cat = cat
picture-rabbit = rabbit
picture-squirrel = squirrel
picture-bird = bird
picture-fish = fish
picture-turtle = turtle
picture-snail = snail
picture-beetle = beetle
picture-shrimp = shrimp
picture-egg = egg
picture-bone = bone
picture-ghost = ghost
picture-rose = rose
picture-clover = clover
picture-leaf = leaf
picture-pine = pine tree
picture-palm = palm tree
picture-sprout = sprout
picture-sun = sun
picture-moon = moon
picture-star = star
picture-cloud = cloud
picture-snowflake = snowflake
picture-umbrella = umbrella
picture-rainbow = rainbow
picture-fire = fire
picture-mountain = mountain
picture-lightning = lightning
picture-apple = apple
picture-banana = banana
picture-cherry = cherry
picture-grapes = grapes
picture-carrot = carrot
picture-pizza = pizza
picture-cookie = cookie
picture-cake = cake
picture-coffee = coffee
picture-ice-cream = ice cream
picture-key = key
picture-bell = bell
picture-book = book
picture-clock = clock
picture-gift = gift
picture-glasses = glasses
picture-hammer = hammer
picture-scissors = scissors
picture-anchor = anchor
picture-bulb = light bulb
picture-crown = crown
picture-guitar = guitar
picture-drum = drum
picture-piano = piano
picture-camera = camera
picture-car = car
picture-bicycle = bicycle
picture-sailboat = sailboat
picture-rocket = rocket
picture-train = train
picture-plane = airplane
picture-house = house
picture-trophy = trophy
picture-magnet = magnet
picture-heart = heart

## Room code

code-title = Room code
code-host-help = Read these words out over the phone. They show your friend that this is really your room.
code-hidden = Hidden
code-renew = New words
code-rotates = After too many wrong tries the words change by themselves. Members stay in.
code-ask-title = Type the room code
code-ask-body = Ask the host to read you the three words.
code-word = Word { $n }
code-checking = Checking the words…
code-wrong = { $left ->
    [one] Those words did not match. { $left } try left.
   *[other] Those words did not match. { $left } tries left.
}
code-unknown = “{ $word }” is not one of the words. Check the spelling.
code-expired = The words have changed. Ask the host to read you the ones that count now.
code-wait = Too many tries. Try again in { $time }.
code-skip = Join without the code

## Knocking

knock-bar = { $name } is knocking
knock-first = First visit
knock-before = Was here on { $date }
knock-more = { $count } more waiting
knock-let = Let in
knock-refuse = Refuse
knock-ban = Ban
knock-wait-title = Knocking at { $room }
knock-wait-body = The host or a deputy will let you in. You can keep this open and do something else.
knock-wait-left = The knock ends in { $time }
knock-in-title = You may come in
knock-in-body = The door is open. You are on your way in.
knock-refused-title = You were not let in
knock-refused-body = Ask them in another way before you knock again.
knock-quiet-title = Nobody answered the knock
knock-quiet-body = The host may be away. Try again later.
knock-crowded-title = Too many people are waiting
knock-crowded-body = The host cannot see more knocks right now. Try again in a few minutes.
knock-again = Knock again

## Settings

set-title = Settings
set-profile = Profile
set-appearance = Appearance
set-notifications = Notifications
set-language = Language
set-privacy = Privacy & safety
set-about = About
set-unwritten = The settings file cannot be written. What you choose counts until this window is closed. Check that the disk has room and that you may write there.
set-name = Name
set-name-help = For the rooms you go into from now on. In a room that is open: /nick and the new name.
set-colour = Colour
set-colour-help = The colour of your own tile on this screen. Others see the colour of your key.
set-colour-key = Use the colour of my key
set-identity = Identity
set-identity-help = A key on this computer. Friends recognise you by it, not by your name. This is its mark.
set-theme = Theme
set-theme-light = Hanji
set-theme-dark = Night
set-theme-system = Same as system
set-text-size = Text size
set-text-size-now = { $size } px
set-scale = Size of everything
set-scale-help = Ctrl and + or −; with 0, back to 100%.
set-scale-now = { $percent }%
set-density = Message spacing
set-density-cosy = Comfortable
set-density-compact = Compact
set-motion = Reduce motion
set-motion-help = Nothing moves by itself, not even the dots of somebody who is typing.
set-timestamps = 24-hour clock
set-notify-when = Notify me about
set-notify-all = Every message
set-notify-mentions = Mentions and whispers
set-notify-none = Nothing
set-notify-sound = Play a sound
set-notify-preview = Show message text
set-notify-preview-help = Whispers never show their text in notifications.
set-notify-quiet = Do not disturb
set-notify-quiet-help = Nothing is told for now. Unread numbers go on counting.
set-notify-try = Try it out
set-notify-try-help = Sends a notification to your desktop, as it looks with these settings.
set-notify-try-now = Send
set-notify-tried = Sent. If nothing appears, notifications are turned off on this computer.
set-notify-example = This is what a notification looks like.
language-name = English
set-lang-system = Same as system
set-lang-korean = 한국어
set-lang-korean-help = Korean
set-lang-english = English
set-lang-english-help = 영어
set-lang-help = Takes effect at once. Messages are never translated.
set-lang-files = Another language is a file such as ja.ftl in the folder “languages” beside the settings file. What it leaves out is in English.
set-lang-unread = cannot be read: { $reason }
set-lang-partly = cannot be read in line { $lines }; English stands in
set-drafts = Keep what I am writing
set-drafts-help = It is still there after a restart. Turned off, what was kept is erased.
set-privacy-history = History on this computer
set-privacy-history-help = Your own copy of each room lies in the data folder. Rooms you hosted can be erased where you open a room.
set-recents = Recent rooms
set-recents-count = { $count ->
    [0] The list is empty.
    [one] { $count } room is on the list.
   *[other] { $count } rooms are on the list.
}
set-recents-clear = Clear list…
set-recents-ask = Clear the list? Invite links you still have go on working.
set-recents-forget = Clear list
set-privacy-known = Known hosts
set-privacy-known-count = { $count ->
    [0] No key is remembered yet.
    [one] { $count } key is remembered, so that a host with another key is noticed.
   *[other] { $count } keys are remembered, so that a host with another key is noticed.
}
set-privacy-nowhere = Nothing leaves this computer but what you say
set-privacy-nowhere-help = There is no account and no server of ours, nothing is counted, and nothing is opened or fetched unasked.
about-version = Version { $version }
about-body = Free and open source. No account, no server of ours, nothing counted.
about-details = Build
about-copy = Copy
about-folder = Data folder
about-folder-help = Keys, rooms and history live here.
about-folder-open = Open folder
about-folder-none = Nothing is kept this time: the data folder cannot be used.
about-folder-unopened = The folder could not be opened from here. It is here: { $path }
about-thanks = Licences and thanks
about-thanks-help = Fonts, icons and libraries inside Maru.

## Commands

slash-title = Commands
slash-help = Show all commands
slash-w = Whisper to one person
slash-w-args = name message
slash-r = Answer the last whisper
slash-r-args = message
slash-all = Talk to everyone again
slash-me = Say what you are doing
slash-me-args = action
slash-quote = Answer a message for everyone to see
slash-quote-args = [name] message
slash-edit = Change your last message
slash-edit-args = new message
slash-delete = Delete your last message
slash-react = React to a message
slash-react-args = emoji [name]
slash-nick = Change your name
slash-nick-args = new name
slash-who = Show who is here
slash-topic = Show or change the topic
slash-topic-args = new topic
slash-notice = Post or clear the notice
slash-notice-args = new notice
slash-pin = Pin the newest message
slash-pin-args = name
slash-unpin = Unpin a message
slash-unpin-args = number
slash-pins = Show what is pinned
slash-invite = Show the invite
slash-search = Search what is kept on this computer
slash-search-args = [words @name before:2026-11-01 has:link]
slash-save = Save the room to a file
slash-save-args = [file] [text|md|json]
slash-clear = Clear your own screen
slash-leave = Leave the room
popup-choose = choose
popup-complete = complete
popup-close = close
mention-title = Mention
mention-all = Everyone here
mention-all-word = all
slash-help-args = [command]
slash-all-args = [message]
slash-leave-args = [last words]
slash-list-title = Commands ({ $count }):
slash-cleared = Your screen was cleared. Nobody else’s changed.
slash-target = You are now whispering to { $name }. /all goes back to everyone.
slash-target-all = You are talking to everyone again.

## This computer’s own copy of a room

copy-failed = Nothing is being kept on this computer. { $reason } The conversation goes on, and what is said meanwhile can be had from the host later.
copy-again = What is said is kept on this computer again.
copy-unreadable = Nothing of this computer’s copy of the room could be read any more; the host may still have what was in it. The damaged file lies at { $path }. Keep it until you are sure that nothing is missing.
copy-salvaged = { $lost ->
    [0] This computer’s copy of the room was damaged. Nothing of it was lost; the damaged file lies at { $path }. Keep it until you are sure that nothing is missing.
    [one] This computer’s copy of the room was damaged and { $lost } message of it is gone; the host may still have it. The damaged file lies at { $path }. Keep it until you are sure that nothing is missing.
   *[other] This computer’s copy of the room was damaged and { $lost } messages of it are gone; the host may still have them. The damaged file lies at { $path }. Keep it until you are sure that nothing is missing.
}

## Empty states and short notes

empty-room-title = The floor is yours
empty-room-body = Invite someone, or say the first word.
empty-alone = You are the only one here.
palette-placeholder = Search rooms, people and actions
palette-actions = Actions
palette-rooms = Rooms
palette-people = People
palette-empty = No match. Press Esc to close.

common-show = Show
common-hide = Hide
common-undo = Undo
common-change = Change
toast-copied = Invite link copied
toast-copied-text = Copied
toast-copied-address = Address copied

## Console

console-joined = Joined { $room } as { $name }. Encrypted. Type /help for commands.
console-here = Here now ({ $count }): { $names }
console-all = everyone
console-from = whisper from { $name }
console-to = whisper to { $name }
console-connecting = Connecting to { $address }…
console-hosting = { $room } is open on port { $port }.
console-lost = Connection lost. Trying again by itself.
console-back = Back in the room.
console-kept = From this computer’s copy of { $room }, as of { $day }, { $time }:
console-waiting = { $count ->
    [one] { $count } unsent message waits and leaves by itself once the room is reached.
   *[other] { $count } unsent messages wait and leave by themselves once the room is reached.
}
console-closed = The room is closed.
console-line-failed = Not sent: { $text }
console-whisper-unsealed = Whispers are hidden from the room. The host’s computer can read them.
console-bad-line = Line { $line } could not be read: { $reason }.
console-not-text = it is not UTF-8 text
console-too-long = it is longer than any line may be
console-target-left = { $name } has left, so nothing was sent. Send it again with /all message for everyone, or with /w { $name } message to be read on their return.
console-not-json = it is not JSON
console-bad-request = it is none of say, whisper with to, and command
console-unsent = { $count ->
    [one] { $count } message was not sent before leaving.
   *[other] { $count } messages were not sent before leaving.
}

## Common

common-cancel = Cancel
common-close = Close
common-back = Back
common-done = Done
common-try = Try again
common-use = Use this name
common-quit-host = { $count ->
    [one] Close the room for { $count } person?
   *[other] Close the room for { $count } people?
}
common-quit-host-body = Everyone will be disconnected. What was said stays on each computer, and you can open this room again.
common-quit-host-unkept = Everyone will be disconnected. What was said here is not kept.

## Names

name-empty = Type a name.
name-too-long = That name has { $graphemes } characters. Use at most { $max }.
name-too-many-bytes = That name is too long. Use fewer characters.
name-too-wide = That name is too wide to show. Use a few characters less.
name-forbidden = “{ $character }” cannot be in a name. Use letters, digits, spaces, emoji, or - _ .
name-forbidden-hidden = That name holds an invisible character ({ $code }). Type it again without it.
name-too-many-marks = Too many accents on one letter. Use at most { $max }.
name-only-signs = A name needs at least one letter, digit or emoji. Add one.
name-mixed-scripts = “{ $character }” is from another alphabet than the rest of the name and could be mistaken for it. Use one alphabet.
name-reserved = That name could be mistaken for the host, for Maru or for everyone. Choose another.

## Text

text-blank = There is nothing to send yet. Write something first.
text-too-long = That is { $characters } characters. Shorten it to { $max }, or send it in parts.
text-too-many-bytes = That is too long for one message. Send it in parts.
text-too-many-lines = That is { $lines } lines. Shorten it to { $max }, or send it in parts.

## Not sent

reject-bad-text = The host did not accept that text. Shorten it or write it differently.
reject-bad-name = The host did not accept that name. Choose another.
reject-name-taken = That name is taken. How about “{ $suggestion }”?
reject-no-such-member = That person is no longer in this room, so nothing was sent. Choose somebody else.
reject-to-yourself = That whisper was to yourself, so it was not sent. Choose somebody else.
reject-mailbox-full = Their mailbox is full, so it was not sent. Try again when they are back.
reject-not-allowed = Only the host can do that. Ask the host to do it.
reject-unknown-kind = The host’s Maru is older and does not know this. Ask the host to update.
reject-bad-signature = The host could not check your signature. Leave and join again.
reject-no-such-line = That message is gone. It may have been deleted already. Choose another one.
reject-too-old = That message is too old to change. You can change your own for a day. Write another one instead.
reject-not-yours = You can only change what you wrote yourself. Ask whoever wrote it.
reject-too-many-reactions = A message holds at most { $max } different reactions. Choose one that is there already.
reject-too-many-pins = At most { $max } messages can be pinned. Unpin one first.
reject-called-already = Everyone was called just now. Try again in { $seconds } s.
reject-unchanged = It is like that already.
reject-nonce-used = The room was put back just then. Send it again.
reject-too-fast = { $seconds ->
    [one] A little slower, please. This will be sent in { $seconds } second.
   *[other] A little slower, please. This will be sent in { $seconds } seconds.
}
reject-too-many-waiting = Too many messages are waiting to be sent. Wait until some have left.

## Starting

start-port-taken = Port { $port } is already in use. Choose another with --port, or leave it out and Maru finds a free one.
start-port-other = Port { $wanted } was in use, so the room is on port { $port }.
start-no-network = This computer has no network, so only windows on this computer can join.
start-cannot-listen = The room could not open: this computer does not let Maru listen. Check the firewall or try another port.
start-data-folder = The data folder { $path } cannot be used: { $reason }. Choose another with --data-dir.
start-nothing-kept-title = Nothing will be kept
start-nothing-kept-body = You can still talk. Until this window closes you have a key of its own, so friends see you as somebody they have not met.
start-nothing-kept-go = Go on anyway
start-identity-broken = The key file { $path } is damaged. Put back your copy, or move the file away and Maru makes another key.
start-identity-open = Other people on this computer can read the key file { $path }. Make it readable only by you (mode 600).
start-no-display = There is no display to show a window on. Use --headless to host without a window, or --console to talk on this terminal.
start-dead-display = The window could not be opened: the display does not answer, or a library for it is missing. scripts/run installs what it needs on Debian and Ubuntu. Without a window, --headless hosts and --console talks on this terminal.
start-rooms-damaged = The list of known rooms and keys could not be read, so Maru starts another. The old one is kept as { $path }.
start-room-unknown = no room with the id { $room } was hosted on this computer. With --new-room, a room of that name is opened.
start-room-unreadable = The room { $room }, hosted on this computer before, cannot be read: { $reason }
start-room-kept = the room { $room } is kept on this computer, so --history memory cannot be used with it. Leave it out, or name another room.
start-guest = Guest
start-output = Nothing can be written to standard output: { $reason }.
config-broken = { $file }: { $reason }
config-broken-at = { $file }, line { $line }, column { $column }: { $reason }
config-missing = there is no such file
config-not-a-file = a folder or a device has this name
config-unreadable = this computer does not let Maru read it ({ $error })
config-too-large = it is larger than { $max } KiB
config-not-text = it is not UTF-8 text
config-unwritable = this computer does not let Maru write it ({ $error })
config-kept = The file was changed by hand and has a mistake, so it was left as it is. { $mistake }
config-broken-title = The settings file cannot be read
config-using-defaults = Maru uses its defaults until the file is mended. The file was left as it is.
config-unknown = { $file }: this version of Maru does not know { $options }. It is kept there and changes nothing.
config-unknown-option = { $option } (line { $line })
config-use-defaults = Use defaults
config-not-saved = The settings could not be saved: { $reason }.

## Mistyped commands

mistake-unknown = There is no command { $typed }. Nothing was sent. Type /help to see them all.
mistake-unknown-nearest = There is no command { $typed }. Did you mean { $nearest }? Nothing was sent.
mistake-unknown-help = There is no command { $typed } to explain. Type /help to see them all.
mistake-no-such-member = Nobody called { $typed } is here, so nothing was sent. Check the name.
mistake-no-such-member-nearest = Nobody called { $typed } is here, so nothing was sent. Did you mean { $nearest }?
mistake-ambiguous = “{ $typed }” could be several people: { $names }. Nothing was sent. Type the whole name.
mistake-list-or-text = Nothing was sent. To whisper to { $first } and { $second }, write no space after the comma. To whisper to { $first } only, leave the comma out.
mistake-too-many-names = { $max ->
    [one] You can whisper to at most { $max } person at once. Nothing was sent. Leave the others out.
   *[other] You can whisper to at most { $max } people at once. Nothing was sent. Leave some out.
}
mistake-to-yourself = That is you. Choose somebody else to whisper to.
mistake-missing-name = Whom do you want to whisper to? Write it like this: { $usage }
mistake-missing-text = There is nothing to send yet. Write it like this: { $usage }
mistake-unexpected = { $command } takes nothing after it, so it was not done. Leave the rest out.
mistake-open-quote = The quotation mark before the name is never closed. Nothing was sent. Put one behind the name as well.
mistake-nobody-to-answer = Nobody has whispered to you yet, so nothing was sent. Write /w and a name instead.
mistake-left = { $name } left, so nothing was sent. Try again when they are back.
mistake-same-name = That is your name already. Choose another.
mistake-looks-like = This looks like a mistyped command, so it was not sent. Did you mean { $fixed }? Put /all in front to send it to everyone as it is.

## Times and dates

time-am = AM
time-pm = PM
time-clock = { $hour }:{ $minute } { $half }
time-span = { $minutes } min { $seconds } s
time-span-minutes = { $minutes } min
time-span-seconds = { $seconds } s
day-line = { $weekday }, { $month } { $day }
day-line-year = { $weekday }, { $month } { $day }, { $year }
day-short = { $month } { $day }
day-short-year = { $month } { $day }, { $year }
day-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
list-or = { $first } or { $second }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Window

launcher-name-missing = First tell people what to call you.
host-error-port-range = A port is a number from 1 to 65535. Type another one.
room-other = The host closed the room and opened another one
msg-erased = Message deleted
msg-edited = edited
live-earlier = an earlier message
live-somebody = somebody
live-edited = { $name } changed a message
live-deleted = { $name } deleted their own message.
live-deleted-of = { $name } deleted a message by { $author }.
live-reacted = { $name } reacted with { $emoji } to { $author }.
live-unreacted = { $name } took { $emoji } back from { $author }.
live-no-line = There is no message for that. Try again when there is one.
pins-title = Pinned
pins-used = { $count } of { $max }
pins-by = Pinned by { $name }
pins-empty = Nothing is pinned yet.
pins-no-such = Nothing is pinned under that number. Look at the list: /pins
board-title = Topic and notice
board-save = Save
rset-topic = Topic
rset-topic-help = Shown under the room’s name.
rset-notice = Notice
rset-notice-help = Stays above the conversation until you take it down.
rset-title = Room settings
rset-general = General
rset-bans = Bans
rset-used = { $used } of { $max }
rset-who = Who may come in
rset-open = Anyone you invite
rset-open-help = They come straight in.
rset-knock = Newcomers knock
rset-knock-help = You or a deputy lets each one in.
rset-locked = Nobody new
rset-locked-help = Locked. Members can still come back.
rset-password-set = Set
rset-password-none = None
rset-password-remove = Remove
rset-password-help = 4 to 64 characters.
rset-code = Room code
rset-code-help = Three words to read out over the phone.
rset-history = Keep history for
rset-history-help = Up to { $size }. The oldest goes first.
rset-history-none = Keep nothing
rset-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
rset-cap = Most members
rset-cap-help = Up to { $max }. This computer carries them all.
rset-saved = Saved. Everyone sees the change.
rset-host-only = Only the host can change this.
host-password-label = Password
ban-help = A banned person cannot come in, whatever name they use.
ban-by = Banned by { $name } · { $date }
ban-forever = For good
ban-until = Until { $date }
ban-lift = Lift the ban
ban-lifted = { $name } may come in again
ban-empty = Nobody is banned.
live-not-an-emoji = A reaction is one emoji. Write it like this: /react 👍
host-error-listen = The room could not open: this computer does not let Maru listen. Check the firewall or try another port.

## History on the disk

store-in-use = Another Maru on this computer uses the folder { $path }. Go on in its window, or close it and open Maru again. A second one at the same time needs a folder of its own: --data-dir.
store-in-use-room = Another program uses the history of this room. Close it, then try again.
store-newer = The history of this room was written by a newer Maru (format { $found }, this one knows { $known }). Update Maru. Nothing was changed.
store-not-ours = What lies in the place of this room’s history is something else. Move it away, then try again. Nothing was changed.
store-other-room = The history in this place is of another room ({ $room }). Put the files back where they were. Nothing was changed.
store-damaged = The history of this room is damaged and could not be saved. Put back a copy of its folder, or open a new room.
store-out-of-order = What was to be kept does not follow what is kept. Close the room and open it again.
store-full = The disk is full, or your share of it. Free some space.
store-too-old = The SQLite { $version } on this computer may lose what it wrote. Use Maru as it is released, with its own.
store-failed = The disk could not be used: { $reason }. Check the disk and who may write to the data folder.
store-closed = The history is closed. Open the room again.
store-salvaged = { $count ->
    [0] The history of this room was damaged. Every line could be saved. The damaged file is kept as { $path }. Keep it until you are sure that nothing is missing.
    [one] The history of this room was damaged. { $count } line at its end is lost. The damaged file is kept as { $path }. Keep it until you are sure that nothing is missing.
   *[other] The history of this room was damaged. { $count } lines at its end are lost. The damaged file is kept as { $path }. Keep it until you are sure that nothing is missing.
}
notice-not-kept = Nothing that is said now is being kept. { $reason }
notice-kept-again = Everything is being kept again, what was said meanwhile too.
second-title = Maru is already open
second-body = Go on in the window that is open. If you do not see it, close Maru there first and then open it again.
second-why = Only one Maru at a time can use the folder { $path }; otherwise both would write into one history.
## Shortcuts

keys-title = Keyboard shortcuts
keys-go = Getting around
keys-write = Writing
keys-read = Reading
keys-palette = Find a room, person or action
keys-room = Room 1 to 9
keys-next = Next room
keys-unread = Next room with new messages
keys-region = Next part of the window
keys-control = Next button or field
keys-members = Show or hide members
keys-larger = Everything larger
keys-smaller = Everything smaller
keys-sheet = This sheet
keys-send = Send
keys-line = New line
keys-recall = Recall what you wrote
keys-whisper = Choose whom to whisper to
keys-everyone = Back to everyone
keys-take = Take the suggestion
keys-hit = Next search result
keys-forget = Take a recent room off the list
keys-walk = Walk through messages
keys-deeds = What can be done with it
keys-page-up = Page up
keys-page-down = Page down

## Saving a room

export-head = { $count ->
    [one] Saved on { $now }: { $count } entry, { $first } to { $last }.
   *[other] Saved on { $now }: { $count } entries, { $first } to { $last }.
}
export-unknown = Nothing is kept here of a room “{ $room }”. Give the name of a room you have been in, or its id.
export-ambiguous = Several rooms are called “{ $room }”. Give the id of one: { $rooms }.
export-force = --force writes over it.
export-head-empty = Saved on { $now }. Nothing has happened here yet.
export-zone = Times are those of { $zone }.
export-whisper = whisper to { $name }
export-gap = { $count ->
    [one] { $count } entry is missing here.
   *[other] { $count } entries are missing here.
}

## What is kept

search-placeholder = Search this room
search-start = Search for a word or a name. In Korean, initial consonants are enough.
search-looking = Searching…
search-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-count-more = The newest { $count } results
search-show-more = Show more
search-filter-from = From
search-filter-links = Links
search-empty-title = Nothing found
search-empty-body = Try a shorter word, or look without filters.
search-out-of-reach = The conversation cannot be loaded back to this line right now.
search-found = { $count ->
    [one] { $count } found.
   *[other] { $count } found.
}
search-more = { $count } found so far. /search shows older ones.
search-none = Nothing was found.
search-none-older = Nothing older was found.
search-hint-filter = “{ $typed }” is no filter, so it was looked for as text. Filters are @name, from:name, before:2026-11-01, after:2026-11-01, on:2026-11-01 and has:link.
search-hint-day = “{ $typed }” names no day, so it was looked for as text. A day looks like 2026-11-01.
search-hint-long = Only the first { $max } characters were looked for.
search-whisper = whisper
kept-nothing = Nothing of this room is kept on this computer. Copy what you need from the conversation itself.
save-done = { $count ->
    [one] { $count } entry was saved as { $path }.
   *[other] { $count } entries were saved as { $path }.
}
save-exists = { $path } is there already, so nothing was saved. Choose another name.
save-failed = Nothing was saved as { $path }: { $reason }. Choose another place.
