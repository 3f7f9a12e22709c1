## App

app-name = Maru
app-tagline = An open floor for the people you invite.

## Launcher

launcher-name-label = Your name
launcher-name-placeholder = What should people call you?
launcher-name-help = Shown to everyone in the room.
launcher-host-title = Host a room
launcher-host-body = This computer becomes the room. Friends join while Maru is open.
launcher-host-button = Host a room…
launcher-join-title = Join a room
launcher-join-body = Paste the invite link or the address your host sent you.
launcher-join-placeholder = Invite link or address
launcher-join-button = Join
launcher-nearby-title = On this network
launcher-nearby-searching = Looking for rooms…
launcher-nearby-empty = No rooms on this network yet.
launcher-nearby-off = Finding rooms on this network is turned off.
launcher-nearby-enable = Turn on
launcher-recent-title = Recent rooms
launcher-recent-empty = Rooms you visit will appear here.
launcher-recent-forget = Remove from list
launcher-recent-hosted = Hosted by you
launcher-room-members = { $count } here
launcher-room-locked = Needs a password
launcher-promise = No account, no server. Rooms are encrypted from computer to computer.
launcher-room-by = Hosted by { $name }
launcher-room-closed = closed
launcher-first-run = No account needed. Pick a name and come on in.

## Host set-up

host-title = Host a room
host-name-label = Room name
host-name-placeholder = Friday hall
host-password-label = Password
host-password-optional = optional
host-password-help = Leave empty to let in anyone with the invite link.
host-port-label = Port
host-port-help = Change it only if another program uses this port.
host-internet-label = Reachable from the internet
host-internet-off = Only people on this network can join.
host-internet-checking = Asking your router…
host-internet-ok = Your router opened port { $port }. Friends should now be able to join from anywhere.
host-internet-failed = Your router did not open the port. People on this network can still join.
host-internet-guide = How to open it by hand
host-discovery-label = Show on this network
host-discovery-help = People on this network see the room name on their start screen.
host-history-label = Keep history
host-history-help = Messages stay on this computer after you close the room.
host-advanced = More options
host-open = Open the room
host-opening = Opening…
host-error-port = Port { $port } is already in use. Try { $next }.
host-error-name = Give the room a name.

## Room

room-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
room-encrypted = Encrypted
room-encrypted-tip = Encrypted with TLS 1.3. Host key verified by your invite link.
room-encrypted-unverified = Encrypted, host not verified
room-reconnecting = Reconnecting
room-closed = Closed
room-you-host = You are hosting
room-hosted-by = Hosted by { $name }
room-invite = Invite
room-search = Search
room-roster-toggle = Show or hide members
room-more = More
room-leave = Leave the room
room-close = Close the room
room-today = Today
room-yesterday = Yesterday
room-unread = New messages
room-jump-latest = Jump to latest
room-new-below = { $count } new
room-joined = { $name } joined
room-left = { $name } left
room-renamed = { $old } is now { $new }
room-kicked = { $name } was removed from the room
room-host-moved = { $name } is hosting now
room-opened = You opened this room
room-typing-one = { $name } is typing…
room-typing-two = { $a } and { $b } are typing…
room-typing-many = Several people are typing…
room-you = you

## Messages

msg-sending = Sending
msg-sent = Sent
msg-failed = Not sent
msg-retry = Try again
msg-discard = Discard
msg-edited = edited
msg-deleted = Message deleted
msg-react = Add reaction
msg-reply = Reply
msg-copy = Copy text
msg-edit = Edit
msg-delete = Delete
msg-more = More
msg-replying = Replying to { $name }
msg-code-copy = Copy code
msg-whisper-from = Whisper from { $name }
msg-whisper-to = Whisper to { $name }
msg-whisper-note = Only the two of you can read this
msg-whisper-note-unsealed = Hidden from the room. The host’s computer can read it.
msg-file-save = Save
msg-file-open = Open
msg-file-cancel = Cancel
msg-file-progress = { $done } of { $total } · { $rate }/s
msg-file-waiting = Waiting for { $name } to come back
msg-file-failed = The transfer stopped. Try again.

## Composer

compose-to-all = To everyone
compose-to-one = Whisper to { $name }
compose-placeholder = Say something to the room
compose-placeholder-whisper = Only { $name } will see this
compose-placeholder-offline = Offline. Messages will be sent when you reconnect.
compose-send = Send
compose-attach = Attach a file
compose-emoji = Emoji
compose-pick-title = Send to
compose-pick-filter = Find a member
compose-too-long = Over the limit by { $over }
compose-drop = Drop to send to everyone

## Roster

roster-title = Members
roster-online = Here
roster-away = Away
roster-offline = Offline
roster-host = Host
roster-muted = Hidden by you
member-whisper = Whisper
member-mention = Mention
member-mute = Hide for me
member-verify = Compare safety words…
member-verified = Key verified
member-kick = Remove from room…
member-ban = Ban…
member-kick-confirm = Remove { $name } from the room? They can come back with the invite link.
member-ban-confirm = Ban { $name }? They cannot come back until you lift the ban in room settings.

## Invite

invite-title = Invite people
invite-link = Invite link
invite-link-help = Holds the address and the host key. Anyone who has it can try to join, so send it only to people you invite.
invite-address = Address
invite-address-lan = This network
invite-address-internet = Internet
invite-qr = Scan to join
invite-words = Safety words
invite-words-help = Read these aloud. If your friend sees the same words, nobody is in between.
invite-copy = Copy
invite-copy-link = Copy invite link
invite-copied = Copied
invite-password-note = They will also need the password.
invite-renew = Make a new link

## Join

join-title = Join a room
join-address-label = Invite link or address
join-address-help = For example maru:… or 192.168.0.12:27410
join-password-label = Room password
join-connecting = Connecting to { $address }
join-step-reach = Find the address
join-step-secure = Check the host key
join-step-history = Load the conversation
join-password-title = This room has a password
join-password-wrong = { $left ->
    [one] That password did not match. { $left } try left.
   *[other] That password did not match. { $left } tries left.
}
join-name-taken-title = “{ $name }” is already here
join-name-taken-body = Names are unique in a room. How about one of these?
join-key-changed-title = This host’s key has changed
join-key-changed-body = It is not the key you saw last time. The host may have reinstalled Maru, or someone may be posing as the host.
join-key-before = Last time
join-key-now = Now
join-key-ask = Before you join, ask the host to read their safety words to you.
join-key-trust = The words match, join
join-unreachable-title = Nobody answered
join-unreachable-body = { $address } did not answer within { $seconds } seconds.
join-hint-open = Is the room open? Ask the host to check that Maru is running.
join-hint-lan = Addresses starting with 192.168 work only on the same network.
join-hint-internet = To let you in from another network, the host must turn on “Reachable from the internet”.
join-edit-address = Edit address
join-refused-title = No open room here
join-refused-body = No Maru room is open at this address. Check the address and port, or ask the host.
join-full = { $count ->
    [one] This room is full ({ $count } person). Try again later.
   *[other] This room is full ({ $count } people). Try again later.
}
join-banned = You cannot join this room. If that seems wrong, ask the host.
join-version = This room runs a newer Maru. Update to join.
join-address-invalid = That does not look like an invite link or an address. Invite links start with “maru:”.

## Connection

conn-lost = Connection lost. Trying again in { $seconds } s.
conn-retrying = Reconnecting… attempt { $n }
conn-retry-now = Retry now
conn-back = { $count ->
    [one] Back online. { $count } message received.
   *[other] Back online. { $count } messages received.
}
conn-queued = { $count } waiting to be sent
conn-slow = The connection is slow.
closed-title = The host closed the room
closed-body = You can still read and search everything here. It is kept on this computer.
closed-reopen = Host it from here
closed-watch = Tell me when it opens
closed-home = Back to start
closed-kicked = You were removed from the room.

## Search

search-placeholder = Search this room
search-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-filter-from = From
search-filter-files = Files
search-filter-links = Links
search-filter-whispers = Whispers
search-filter-mentions = Mentions
search-empty-title = Nothing found
search-empty-body = Try a shorter word, or look without filters.
search-start = Search for a word, a name or part of a file name.

## Settings

set-title = Settings
set-profile = Profile
set-appearance = Appearance
set-notifications = Notifications
set-language = Language
set-privacy = Privacy & safety
set-about = About
set-name = Name
set-colour = Colour
set-colour-help = Used for your avatar and name.
set-status = Set away after
set-minutes = { $n } min
set-identity = Identity
set-identity-help = A key on this computer. Friends recognise you by it, not by your name.
set-identity-export = Back up key…
set-theme = Theme
set-theme-light = Hanji
set-theme-dark = Night
set-theme-system = Same as system
set-text-size = Text size
set-density = Message spacing
set-density-cosy = Comfortable
set-density-compact = Compact
set-motion = Reduce motion
set-motion-help = Turns off slides and fades.
set-timestamps = 24-hour clock
set-notify-all = Every message
set-notify-mentions = Mentions and whispers
set-notify-none = Nothing
set-notify-when = Notify me about
set-notify-sound = Play a sound
set-notify-preview = Show message text
set-notify-preview-help = Whispers never show their text in notifications.
set-notify-badge = Count unread on the app icon
set-lang-system = Same as system
set-lang-help = Takes effect at once. Messages are never translated.
set-privacy-typing = Show when I am typing
set-privacy-nearby = Find rooms on this network
set-privacy-links = Ask before opening links
set-privacy-files = Accept files without asking up to
set-privacy-history = History on this computer
set-privacy-history-size = { $rooms ->
    [one] { $size } in { $rooms } room
   *[other] { $size } in { $rooms } rooms
}
set-privacy-clear = Clear history…
set-privacy-known = Known hosts
set-privacy-known-count = { $count ->
    [one] { $count } key remembered
   *[other] { $count } keys remembered
}
set-manage = Manage…

## Commands

palette-placeholder = Search rooms, people and actions
palette-actions = Actions
palette-rooms = Rooms
palette-people = People
palette-empty = No match. Press Esc to close.
slash-title = Commands
slash-help = Show all commands
slash-w = Whisper to one person
slash-w-args = name message
slash-r = Answer the last whisper
slash-r-args = message
slash-all = Talk to everyone again
slash-me = Say what you are doing
slash-me-args = action
slash-nick = Change your name
slash-nick-args = new name
slash-who = Show who is here
slash-topic = Show or change the topic
slash-topic-args = new topic
slash-away = Step away or come back
slash-invite = Show the invite
slash-clear = Clear your own screen
slash-leave = Leave the room
popup-choose = choose
popup-complete = complete
popup-close = close
slash-unknown = There is no command { $cmd }. Type /help to see them all.
slash-w-unknown = Nobody called { $name } is here, so nothing was sent. Check the name.
mention-title = Mention
mention-all = Everyone here

## Empty states and toasts

empty-room-title = The floor is yours
empty-room-body = Invite someone, or say the first word.
empty-alone = You are the only one here.
empty-home-title = No rooms yet
empty-home-body = Host one, or join with an invite link.
empty-files-title = No files yet
empty-files-body = Drop a file on the conversation to share it.
toast-copied = Invite link copied
toast-saved = Saved to { $folder }
toast-file-offer = { $name } wants to send { $file } ({ $size })
toast-file-failed = { $file } could not be saved: the disk is full. Free some space and try again.
toast-whisper = { $name } whispered to you
toast-offline = You are offline
toast-undo = Undo
toast-accept = Accept
toast-decline = Decline

## Emoji, pictures and dropping files

emoji-search = Search emoji
emoji-recent = Often used
emoji-smileys = Smileys and people
emoji-nature = Animals and nature
emoji-food = Food and drink
emoji-activity = Activities
emoji-travel = Travel and places
emoji-objects = Objects
emoji-symbols = Symbols
emoji-skin = Skin tone
emoji-empty = No emoji by that name.
viewer-count = { $n } of { $total }
viewer-in = Zoom in
viewer-out = Zoom out
viewer-fit = Fit to window
viewer-actual = Actual size
viewer-prev = Previous picture
viewer-next = Next picture
viewer-broken = This picture cannot be shown. You can still save the file.
drop-whisper = Drop to send only to { $name }
drop-count = { $count ->
    [one] { $count } file · { $size }
   *[other] { $count } files · { $size }
}
drop-limit = Up to { $size } a file
drop-too-big = { $file } is larger than { $size }, so it was not sent.
drop-folder = Folders cannot be sent. Pack it into one file first.

## Room settings

rset-title = Room settings
rset-general = General
rset-bans = Bans
rset-topic = Topic
rset-topic-help = Shown under the room name.
rset-notice = Notice
rset-notice-help = Stays above the conversation until you take it down.
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
ban-help = A banned person cannot come in, whatever name they use.
ban-by = Banned by { $name } · { $date }
ban-forever = For good
ban-until = Until { $date }
ban-lift = Lift the ban
ban-lifted = { $name } may come in again
ban-empty = Nobody is banned.

## Member card, lock and comparing

roster-deputy = Deputy
card-key = Key mark
card-compared = Compared on { $date }
card-not-compared = Not compared yet
card-since = Member since { $date }
card-whisper = Whisper
card-mention = Mention
card-compare = Compare…
card-muted-until = Muted until { $time }
card-rank-note = { $name } has the same rank or a higher one.
member-silence = Mute…
member-deputy = Make deputy
member-silence-confirm = Mute { $name } for { $minutes } min? They can still read, and whisper to the host.
lock-tls = TLS 1.3 from each computer to the host
lock-by-invite = Host key checked by the invite
lock-compared = Host key compared on { $date }
lock-not-compared = Host key not compared yet
lock-not-help = You joined by address. Compare pictures with the host to rule out someone in between.
lock-sealed = Whispers are sealed. The host cannot read them.
cmp-title = Compare with { $name }
cmp-body = Call each other and read these out in order. All seven must match.
cmp-screen = { $name }’s screen
cmp-match = They match
cmp-differ = They differ
cmp-waiting = Waiting for { $name }…
cmp-same-title = Compared
cmp-same-body = Nobody is in between. Maru warns you if this key ever changes.
cmp-again = Compare again
cmp-bad-title = The pictures differ
cmp-bad-body = Someone may be in between. Say nothing secret here, and join again with an invite link.

## Room code, knocking and refusals

code-host-help = Read these words out over the phone. They show your friend that this is really your room.
code-renew = New words
code-rotates = After too many wrong tries the words change by themselves. Members stay in.
code-ask-title = Type the room code
code-ask-body = Ask the host to read you the three words.
code-word = Word { $n }
code-wrong = { $left ->
    [one] Those words did not match. { $left } try left.
   *[other] Those words did not match. { $left } tries left.
}
code-unknown = “{ $word }” is not one of the words. Check the spelling.
code-wait = Too many tries. Try again in { $seconds } s.
code-skip = Join without the code
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
knock-refused-title = The host did not let you in
knock-refused-body = Ask them in another way before you knock again.
knock-quiet-title = Nobody answered the knock
knock-quiet-body = The host may be away. Try again later.
knock-again = Knock again
refuse-full-title = The room is full
refuse-full-body = { $count } of { $max } are here. Try again when someone leaves.
refuse-banned-title = You cannot join this room
refuse-banned-body = If that seems wrong, ask the host.
refuse-old-title = Your Maru is too old for this room
refuse-old-body = Update Maru, then join. Nothing you have here is lost.
refuse-new-title = This room runs an older Maru
refuse-new-body = Ask the host to update Maru.
refuse-version-room = Room
refuse-version-here = This computer
refuse-copy = Copy a note for the host
refuse-locked-title = The room is locked
refuse-locked-body = Nobody new can come in now. Ask the host to unlock it.

## Live words

room-topic-set = { $name } changed the topic
notice-by = Notice from { $name }
notice-fold = Fold the notice
msg-earlier = Before: { $text }
msg-deleted-by = Message deleted by { $name }
msg-hidden-lines = { $count ->
    [one] { $count } message from someone you hid
   *[other] { $count } messages from someone you hid
}
msg-unsigned = { $name } did not sign this line. It may be forged.
msg-pin = Pin
msg-unpin = Unpin
pins-title = Pinned
pins-used = { $count } of { $max }
pins-by = Pinned by { $name }
pins-empty = Nothing is pinned yet.
room-missed = From here you missed something
room-missed-help = { $count ->
    [one] The host no longer keeps the { $count } message that was here.
   *[other] The host no longer keeps the { $count } messages that were here.
}
room-no-history = This room keeps no history. What is said while you are away is not kept for you.
room-stopped = Stopped
fork-title = This host showed two different pasts
fork-body = You and { $name } were given different messages for the same place. Maru stopped here and kept the proof.
fork-ask = Talk to each other outside this room before you trust it again.
fork-mark = The two pasts part here
fork-mine = You were given
fork-theirs = { $name } was given
fork-save = Save the proof…
fork-read = Keep reading only

## Shortcuts and about

keys-title = Keyboard shortcuts
keys-go = Getting around
keys-write = Writing
keys-read = Reading
keys-palette = Find a room, person or action
keys-room = Room 1 to 9
keys-unread = Next room with new messages
keys-region = Next part of the window
keys-line = New line
keys-recall = Recall what you wrote
keys-whisper = Choose whom to whisper to
keys-everyone = Back to everyone
keys-take = Take the suggestion
keys-walk = Walk through messages
keys-seen = Mark as read
keys-sheet = This sheet
about-version = Version { $version }
about-body = Free and open source. No account, no server of ours, nothing counted.
about-details = Build
about-copy = Copy
about-folder = Data folder
about-folder-help = Keys, rooms and history live here.
about-folder-open = Open folder
about-thanks = Licences and thanks
about-thanks-help = Fonts, icons and libraries inside Maru.
about-bundle = Help bundle
about-bundle-help = Version, system and counts. No messages, names or addresses.
about-bundle-make = Make…

## Files and transfers

files-title = Files
files-now = Transfers
files-room = In this room
file-queue = Waiting for its turn
file-left = { $time } left
file-paused = Paused at { $percent } %
file-pause = Pause
file-resume = Resume
file-from = { $size } · from { $name }
file-sent-all = { $size } · sent to everyone
file-sent-one = { $size } · only to { $name }
file-gone = Stopped: { $name } left
file-refused = { $name } did not accept it
file-refused-room = This room does not take files of this kind
file-folder = Show in folder

## Console

console-joined = Joined { $room } as { $name }. Encrypted. Type /help for commands.
console-here = Here now ({ $count }): { $names }
console-all = everyone
console-from = whisper from { $name }
console-to = whisper to { $name }
slash-whois = Show one person’s card
slash-file = Send a file
slash-search = Search this room
slash-ignore = Hide a person for me
slash-kick = Remove from the room
slash-ban = Ban
slash-mute = Mute for a while
slash-lock = Let nobody new in
slash-notice = Post or clear the notice

## Common

common-cancel = Cancel
common-close = Close
common-back = Back
common-done = Done
common-try = Try again
common-change = Change
common-show = Show
common-hide = Hide
common-on = On
common-off = Off
common-use = Use this name
common-learn = Learn more
common-quit-host = { $count ->
    [one] Close the room for { $count } person?
   *[other] Close the room for { $count } people?
}
common-quit-host-body = Everyone will be disconnected. The conversation stays on each computer.

## Window

launcher-name-missing = First tell people what to call you.
host-error-port-range = A port is a number from 1 to 65535.
