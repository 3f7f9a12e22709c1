### Every sentence of Maru in Korean.
### Each key is here and in the other language with the same arguments; a test compares them.
### PARTICLE($word, "을") gives the word with the form of the particle that fits its last sound.

## App

app-name = 마루
app-tagline = 친구를 맞이하는 열린 마루

## Launcher

launcher-name-label = 내 이름
launcher-name-placeholder = 어떻게 불러 드릴까요?
launcher-host-title = 방 열기
launcher-host-body = 이 컴퓨터가 방이 돼요. 마루를 켜 둔 동안 친구들이 들어올 수 있어요.
launcher-host-button = 방 열기…
launcher-join-title = 방에 들어가기
launcher-join-body = 방장이 보내 준 초대 링크나 주소를 붙여 넣으세요.
launcher-join-placeholder = 초대 링크 또는 주소
launcher-join-button = 들어가기
launcher-recent-title = 최근 방
launcher-recent-empty = 다녀온 방이 여기에 남아요.
launcher-recent-forget = 목록에서 지우기
recent-gone = { PARTICLE($room, "을") } 목록에서 지웠어요
launcher-recent-hosted = 내가 연 방
launcher-promise = 가입도 서버도 필요 없어요. 대화는 컴퓨터끼리 암호화해서 주고받아요.
launcher-first-run = 가입은 필요 없어요. 이름만 정하고 들어오세요.

## Host set-up

host-title = 방 열기
host-name-label = 방 이름
host-name-placeholder = 금요일 마루
host-port-label = 포트
host-port-help = 다른 프로그램이 이 포트를 쓸 때만 바꾸세요.
host-open = 방 열기
host-open-again = 다시 열기
host-again-label = 전에 연 방
host-new = 새 방
host-kept = { $count }줄 저장됨
host-unreadable = 읽을 수 없음
host-history-label = 대화 보관
host-history-help = 방을 닫아도 대화가 이 컴퓨터에 남아요.
host-history-off = 방을 닫으면 나눈 대화가 이 컴퓨터에서 사라져요.
host-erase = 지우기
host-erase-title = ‘{ $room }’ 방을 이 컴퓨터에서 지울까요?
host-erase-body = 대화와 귓속말, 방의 키가 지워지고 되돌릴 수 없어요. 이 방의 초대도 쓸 수 없게 돼요.
host-erase-others = 다른 사람의 컴퓨터에 있는 대화는 그대로 남아요.
host-opening = 여는 중…
host-error-port = { $port }번 포트는 다른 프로그램이 쓰고 있어요. { $next }번으로 바꿔 보세요.
host-error-hosting = 지금 “{ $room }” 방을 열고 있어요. 한 번에 하나만 열 수 있으니, 먼저 그 방을 닫아 주세요.
host-error-name = 방 이름을 입력해 주세요.

## Room

room-members = { $count }명
room-encrypted = 암호화됨
room-encrypted-unverified = 암호화됨, 방장 미확인
lock-tls = 각자의 컴퓨터에서 방장까지 TLS 1.3
lock-own = 내가 이 방의 방장이에요
lock-own-help = 아래 키는 내 키예요. 내 초대 링크를 받은 사람은 이 키를 알아요.
lock-unsealed = 귓속말은 방에 안 보여요. 방장 컴퓨터에서는 볼 수 있어요.
lock-by-invite = 초대 링크로 방장 키를 확인했어요
lock-not-compared = 방장 키를 아직 비교하지 않았어요
lock-not-help = 초대 링크로 확인한 적이 없는 키예요. 방장의 초대 링크를 붙여 넣으면 중간에 끼어든 사람이 있는지 알 수 있어요.
room-reconnecting = 다시 연결 중
room-stopped = 멈춤
room-closed = 닫힘
room-you-host = 내가 방장
room-hosted-by = { $name }님의 방
room-invite = 초대
room-roster-toggle = 멤버 보기/숨기기
room-leave = 방 나가기
room-close = 방 닫기
room-unkept = 대화 보관 안 함
room-today = 오늘
room-yesterday = 어제
room-unread = 여기부터 새 메시지
room-jump-latest = 최신 메시지로
room-new-below = 새 메시지 { $count }개
room-jump-back = 읽던 곳으로
room-joined = { $name }님이 들어왔어요
room-left = { $name }님이 나갔어요
room-renamed = { $old }님이 { $new }님으로 이름을 바꿨어요
room-opened = 방을 열었어요
room-typing-one = { $name }님이 입력 중…
room-typing-two = { $a }님과 { $b }님이 입력 중…
room-typing-many = 여러 명이 입력 중…
room-you = 나
room-topic-set = { $name }님이 주제를 바꿨어요
room-missed = 여기서 일부를 놓쳤어요
room-missed-help = 여기 있던 메시지 { $count }개를 방장이 더는 보관하지 않아요.
room-topic-cleared = { $name }님이 주제를 지웠어요
room-topic = 주제: { $topic }
room-topic-none = 아직 주제가 없어요.
room-notice-set = { $name }님이 공지를 올렸어요
room-notice-cleared = { $name }님이 공지를 내렸어요
room-notice = 공지: { $notice }
room-notice-none = 아직 공지가 없어요.
room-pinned = { $name }님이 메시지를 고정했어요
room-unpinned = { $name }님이 고정을 풀었어요
room-gap = 여기 있던 메시지 일부를 방장이 더는 보관하지 않아요.
room-older = 이전 메시지를 불러오는 중…
room-joined-many = { $count }명이 들어왔어요
room-left-many = { $count }명이 나갔어요
room-default-name = { $name }님의 방

# 열린 방들
rooms-full = 방은 한 번에 { $count }개까지 들어갈 수 있어요. 먼저 하나에서 나와 주세요.
rail-rooms = 열린 방
rail-another = 다른 방
rail-unread = 새 메시지 { $count }개
rail-mentions = 멘션 { $count }개
rail-whispers = 귓속말 { $count }개
rail-read = 모두 읽음
rail-quiet = 알림 끄기
rail-loud = 알림 켜기
rail-is-quiet = 알림 꺼짐

# 바탕 화면의 알림
notify-line = 새 메시지
notify-mention = 새 멘션
notify-whisper = 새 귓속말
notify-many = { $name } 외 { $count }개
notify-many-hidden = 새 메시지 { $count }개

## Messages

msg-sending = 보내는 중
msg-failed = 보내지 못했어요
msg-retry = 다시 보내기
msg-discard = 삭제
msg-discard-title = 이 메시지를 삭제할까요?
msg-discard-body = 아직 보내지 못한 메시지예요. 삭제하면 되돌릴 수 없어요.
msg-react = 반응 남기기
msg-reply = 답장
msg-edit = 수정
msg-pin = 고정
msg-unpin = 고정 풀기
msg-delete = 삭제
msg-more = 더 보기
msg-copy-link = 링크 복사
msg-replying = { $name }님에게 답장
msg-editing = 메시지 수정 중
msg-earlier = 수정 전: { $text }
msg-deleted-by = { $name }님이 삭제한 메시지
msg-quote-older = 이전 메시지
msg-reacted-many = { $names } 외 { $count }명
msg-delete-title = 이 메시지를 삭제할까요?
msg-delete-body = 모두의 화면과 컴퓨터에서 지워지고, 되돌릴 수 없어요.
msg-copy = 텍스트 복사
msg-code-copy = 코드 복사
msg-show-all = 모두 보기
msg-lost = 방장에게는 더 이상 없는 메시지
msg-whisper-from = { $name }님의 귓속말
msg-whisper-to = { $name }님에게 귓속말
msg-whisper-note-unsealed = 방에는 안 보여요. 방장 컴퓨터에서는 볼 수 있어요.

## Links

link-title = 이 주소를 열까요?
link-letters = 다른 글자와 닮은 글자가 들어 있어요. 아는 곳과 똑같은지 한 글자씩 확인해 주세요.
link-person = @ 앞에 있는 이름은 주소가 아니에요. 실제로 열리는 곳은 위에 있어요.
link-invite-title = 방 초대예요
link-invite-body = 복사해서 시작 화면에 붙여 넣으면 그 방에 들어갈 수 있어요.
link-copy = 주소 복사
link-open = 브라우저로 열기

## Composer

compose-to-all = 모두에게
compose-to-one = { $name }님에게 귓속말
compose-placeholder = 메시지를 입력하세요
compose-placeholder-whisper = { $name }님에게만 보여요
compose-placeholder-offline = 연결이 끊겼어요. 다시 연결되면 보낼게요.
compose-send = 보내기
compose-emoji = 이모지
emoji-search = 이모지 검색
emoji-skin = 피부색
emoji-recent = 자주 쓰는 이모지
emoji-smileys = 표정과 사람
emoji-nature = 동물과 자연
emoji-food = 음식
emoji-activity = 활동
emoji-travel = 여행과 장소
emoji-objects = 물건
emoji-symbols = 기호
emoji-empty = 그런 이름의 이모지는 없어요.
compose-pick-title = 받는 사람
compose-pick-filter = 멤버 검색
compose-too-long = { $over }자 넘었어요
compose-left-title = { $name }님이 나갔어요. 모두에게 보낼까요?
compose-left-send = 모두에게 보내기
compose-left-keep = 계속 쓰기
compose-left-later = 돌아오면 읽게 보내기
compose-too-long-told = { $over }자 넘어서 보내지 않았어요. 글은 그대로 있으니 조금 줄여 주세요.
compose-paste-title = 붙여 넣을 글이 { $lines }줄이에요. 어떻게 넣을까요?
compose-paste-plain = 그대로
compose-paste-code = 코드로
compose-paste-large = 글이 너무 길어서 붙여 넣지 않았어요. 한 번에 { $max }KiB까지만 붙여 넣어 주세요.
compose-edit-command = 명령어처럼 보여서 저장하지 않았어요. 수정할 때는 명령어를 쓸 수 없어요.
compose-line-gone = 수정하던 메시지가 없어졌어요. 쓰던 글은 빈 칸에서 ↑ 키를 눌러 다시 불러오세요.
guard-send = 그대로 모두에게
guard-fix = 고치기

## Roster

roster-title = 멤버
roster-online = 접속 중
roster-away = 자리 비움
roster-offline = 오프라인
roster-host = 방장
member-whisper = 귓속말 보내기
card-key = 키 표시
card-whisper = 귓속말
card-mention = 멘션
card-open = 카드 보기
card-copy = 이름 복사
member-mention = 멘션하기
roster-reconnecting = 다시 연결 중
roster-typing = 입력 중
roster-more = 외 { $count }명

## Invite

invite-title = 초대하기
invite-link = 초대 링크
invite-link-help = 주소와 방장 키가 들어 있어요. 링크만 있으면 누구나 들어올 수 있으니 초대할 사람에게만 보내세요.
invite-address = 주소
invite-address-lan = 같은 네트워크
invite-address-internet = 인터넷
invite-qr = QR 코드로 들어오기
invite-copy = 복사
invite-copy-link = 초대 링크 복사
invite-copied = 복사됨
invite-console = 초대 링크: { $invite }
invite-none = 초대 링크는 방장에게 있어요. 방장에게 부탁하세요.

## Join

join-connecting = { $address }에 연결하는 중
join-step-reach = 주소 찾기
join-step-secure = 방장 키 확인
join-step-history = 대화 불러오기
join-name-taken-title = { $name }님이 이미 방에 있어요
join-name-taken-body = 한 방에서는 같은 이름을 쓸 수 없어요. 이런 이름은 어때요?
join-key-changed-title = 방장 키가 바뀌었어요
join-key-changed-body = 지난번과 다른 키예요. 방장이 마루를 다시 설치했거나, 누군가 방장인 척하고 있을 수 있어요.
join-key-before = 지난번
join-key-now = 지금
join-unreachable-title = 응답이 없어요
join-unreachable-body = { $address }에서 { $seconds }초 동안 응답이 없었어요.
join-hint-open = 방이 열려 있나요? 방장에게 마루가 켜져 있는지 물어보세요.
join-hint-lan = 192.168로 시작하는 주소는 같은 네트워크에서만 쓸 수 있어요.
join-hint-internet = 다른 네트워크에서 들어가려면 방장의 공유기가 이 포트를 방장 컴퓨터로 넘겨줘야 해요.
join-edit-address = 주소 수정
join-refused-title = 열려 있는 방이 없어요
join-refused-body = 이 주소에는 열린 마루 방이 없어요. 주소와 포트를 확인하거나 방장에게 물어보세요.
join-address-invalid = 초대 링크나 주소가 아닌 것 같아요. ‘maru:’로 시작하는 초대 링크를 통째로 복사해 주세요.

## Connection

conn-lost = 연결이 끊겼어요. { $seconds }초 뒤에 다시 연결할게요.
conn-retrying = 다시 연결하는 중… ({ $n }번째 시도)
conn-retry-now = 지금 연결
conn-queued = { $count }개 전송 대기 중
conn-no-answer = 방장이 { $seconds }초 동안 응답하지 않았어요. 방이 열려 있는지 방장에게 물어보고 다시 들어가 보세요.
conn-not-maru = 이 방이 있던 곳에서 다른 프로그램이 응답했어요. 방장에게 초대 링크를 다시 부탁하세요.
offline-looking = 방장을 찾고 있어요…
offline-lost = 방장과 연결되지 않아요. { $seconds }초 뒤에 다시 해 볼게요.
offline-as-of = 이 컴퓨터에 남은 { $day } { $clock }까지의 대화예요. 지금 쓰는 메시지는 방장과 연결되면 보낼게요.
offline-empty = 이 방의 대화가 아직 저장되지 않았어요. 지금 쓰는 메시지는 방장과 연결되면 보낼게요.
room-offline = 오프라인
closed-title = 방장이 방을 닫았어요
closed-body = 여기서 나눈 대화는 계속 읽을 수 있어요. 방이 열리면 다시 들어오세요.
closed-again = 다시 들어가기
closed-home = 첫 화면으로
closed-elsewhere-title = 다른 곳에서 이 방에 들어갔어요
closed-elsewhere-body = 같은 키로 다른 창이나 다른 컴퓨터에서 들어가서, 여기서는 자리를 비켰어요. 그곳에서 이어 가세요.
closed-rule-title = 방장 쪽에서 연결을 끊었어요
closed-rule-body = 방장의 마루가 받지 않는 내용을 보냈어요. 서로 버전이 같은지 확인하고 다시 들어가 보세요.
closed-left-title = 방에서 나왔어요
closed-left-body = 언제든 다시 들어오세요.

## The door

refuse-full-title = 방이 가득 찼어요
refuse-full-body = { $max }명 중 { $count }명이 들어와 있어요. 자리가 나면 다시 들어가 보세요.
refuse-old-title = 이 방에 들어가려면 업데이트하세요
refuse-old-body = 마루를 업데이트한 뒤 들어가세요. 이 컴퓨터의 대화는 그대로예요.
refuse-new-title = 방의 마루가 예전 버전이에요
refuse-new-body = 방장에게 마루를 업데이트해 달라고 하세요.
refuse-name-taken-title = 이미 있는 이름이에요
refuse-name-taken-body = 이 방에 같은 이름이나 헷갈릴 만큼 비슷한 이름이 있어요. { PARTICLE($suggestion, "은") } 어때요?
refuse-closing-title = 방을 닫는 중이에요
refuse-closing-body = 방장이 지금 방을 닫고 있어요. 언제 다시 여는지 물어보세요.
refuse-too-often-title = 너무 자주 들어왔어요
refuse-too-often-body = 짧은 시간에 여러 번 들어왔어요. { $seconds }초 뒤에 다시 들어가 보세요.
connect-name-unknown-title = 그런 이름의 컴퓨터가 없어요
connect-name-unknown-body = ‘{ $name }’의 주소를 찾을 수 없어요. 맞춤법을 확인하거나 방장에게 초대 링크를 부탁하세요.
connect-no-network-title = 네트워크에 연결되어 있지 않아요
connect-no-network-body = 이 컴퓨터에서 그 주소로 가는 길이 없어요. 와이파이나 랜선을 확인하고 다시 시도해 주세요.
connect-not-maru-title = 마루 방이 아니에요
connect-not-maru-body = { $address }에서 다른 프로그램이 응답했어요. 주소와 포트를 확인해 주세요.
connect-wrong-key-title = 초대받은 방이 아니에요
connect-wrong-key-body = 이 주소에서 초대 링크를 만든 컴퓨터가 아닌 다른 컴퓨터가 응답했어요. 아무것도 보내지 않았어요. 방장에게 초대 링크를 다시 부탁하세요.
connect-broken-title = 연결이 끊겼어요
connect-broken-body = 들어가기 전에 연결이 끊겼어요. 다시 시도해 보고, 계속 끊기면 방장에게 물어보세요.
connect-forked-title = 방장 컴퓨터가 서로 다른 두 대화를 보여 줬어요
connect-forked-body = 방장 컴퓨터가 서로 어긋나는 이 방의 두 기록에 서명해서 마루가 멈췄어요. 누군가 한 말을 바꿨거나 사람마다 다르게 보여 줬을 수 있어요. 내 사본은 본 그대로 증거와 함께 남아 있어요. 친구들에게 다른 방법으로 무엇이 보이는지 물어보고, 함께 이어 가려면 새 방을 여세요.
room-restored = { $count ->
    [0] 방장 컴퓨터가 이 방의 예전 사본으로 돌아갔어요. 나에게 있는 메시지 가운데 빠진 것은 없어요.
   *[other] 방장 컴퓨터가 이 방의 예전 사본으로 돌아갔어요. 위의 메시지 { $count }개가 방에는 더 이상 없어요. 나에게는 남아 있고, 방장에게 돌려줄게요.
}
room-restored-mail = 방장 컴퓨터가 이 방의 예전 사본으로 돌아갔어요. 내 귓속말 { $count }개가 방에는 더 이상 없어요. 나에게는 남아 있어요.
room-offered = 방장이 잃어버린 메시지 { $count }개를 돌려줬어요.
room-differs = { $name }님은 이 방에서 나와 다른 기록을 봤어요. 방장 컴퓨터가 사람마다 다르게 보여 주고 있거나, 방이 예전 사본에서 이어졌을 수 있어요. 무슨 말이 있었는지 { $name }님에게 다른 방법으로 물어보세요.
connect-violation-title = 방에서 이상한 응답이 왔어요
connect-violation-body = 마루가 보낼 수 없는 내용이 와서 연결을 닫았어요. 방장에게 마루를 업데이트하거나 다시 켜 달라고 하세요.
connect-own-key-title = 내 키를 쓸 수 없어요
connect-own-key-body = 이 컴퓨터의 키를 쓰지 못했어요. 마루를 다시 켜 보고, 그래도 안 되면 데이터 폴더의 로그를 확인해 주세요.
invite-error-empty = 초대 링크를 붙여 넣거나 주소를 입력해 주세요.
invite-error-too-long = 초대 링크라기에는 너무 길어요. 링크만 복사해 주세요.
invite-error-damaged = 초대 링크가 잘렸거나 중간에 바뀌었어요. 방장에게 다시 보내 달라고 하세요.
invite-error-newer = 더 최신 마루에서 만든 초대 링크예요. 마루를 업데이트한 뒤 들어가세요.
invite-error-port = 콜론 뒤의 포트가 1부터 65535까지의 숫자가 아니에요. 주소를 확인해 주세요.
join-key-ask = 키가 정말 바뀌었는지 방장에게 다른 방법으로 물어보세요. 그때까지 이 주소로는 아무것도 보내지 않아요.

## Comparing

cmp-title = { $name }님과 비교하기
cmp-asked = { $name }님이 준비되면 두 사람에게 그림 일곱 개가 보여요.
cmp-body = 전화로 순서대로 읽어 주세요. 일곱 개가 모두 같아야 해요.
cmp-match = 같아요
cmp-differ = 달라요
cmp-waiting = { $name }님을 기다리는 중…
cmp-same-title = 비교했어요
cmp-same-body = { $name }님의 키가 맞아요.
cmp-again = 다시 비교하기
cmp-bad-title = 그림이 달라요
cmp-bad-body = 누군가 중간에 있을 수 있어요. 비밀은 말하지 말고, 초대 링크로 다시 들어가세요.
picture-dog = 강아지
picture-cat = 고양이
picture-rabbit = 토끼
picture-squirrel = 다람쥐
picture-bird = 새
picture-fish = 물고기
picture-turtle = 거북이
picture-snail = 달팽이
picture-beetle = 딱정벌레
picture-shrimp = 새우
picture-egg = 달걀
picture-bone = 뼈다귀
picture-ghost = 유령
picture-rose = 장미
picture-clover = 클로버
picture-leaf = 나뭇잎
picture-pine = 소나무
picture-palm = 야자수
picture-sprout = 새싹
picture-sun = 태양
picture-moon = 달
picture-star = 별
picture-cloud = 구름
picture-snowflake = 눈송이
picture-umbrella = 우산
picture-rainbow = 무지개
picture-fire = 불꽃
picture-mountain = 산
picture-lightning = 번개
picture-apple = 사과
picture-banana = 바나나
picture-cherry = 체리
picture-grapes = 포도
picture-carrot = 당근
picture-pizza = 피자
picture-cookie = 쿠키
picture-cake = 케이크
picture-coffee = 커피
picture-ice-cream = 아이스크림
picture-key = 열쇠
picture-bell = 종
picture-book = 책
picture-clock = 시계
picture-gift = 선물
picture-glasses = 안경
picture-hammer = 망치
picture-scissors = 가위
picture-anchor = 닻
picture-bulb = 전구
picture-crown = 왕관
picture-guitar = 기타
picture-drum = 북
picture-piano = 피아노
picture-camera = 카메라
picture-car = 자동차
picture-bicycle = 자전거
picture-sailboat = 돛단배
picture-rocket = 로켓
picture-train = 기차
picture-plane = 비행기
picture-house = 집
picture-trophy = 트로피
picture-magnet = 자석
picture-heart = 하트

## Room code

code-title = 방 코드
code-host-help = 전화로 이 단어를 읽어 주세요. 친구는 이 단어로 진짜 방인지 확인해요.
code-hidden = 가려짐
code-renew = 새 단어로 바꾸기
code-rotates = 여러 번 틀리면 단어가 저절로 바뀌어요. 들어와 있는 멤버는 그대로예요.
code-ask-title = 방 코드를 입력하세요
code-ask-body = 방장에게 세 단어를 읽어 달라고 하세요.
code-word = { $n }번째 단어
code-checking = 단어를 확인하는 중…
code-wrong = 단어가 맞지 않아요. { $left }번 더 입력할 수 있어요.
code-unknown = ‘{ $word }’: 목록에 없는 단어예요. 맞춤법을 확인해 주세요.
code-expired = 단어가 바뀌었어요. 방장에게 지금 단어를 읽어 달라고 하세요.
code-wait = 여러 번 틀렸어요. { $time } 뒤에 다시 입력해 주세요.
code-skip = 코드 없이 들어가기

## Knocking

knock-bar = { $name }님이 노크했어요
knock-first = 처음 왔어요
knock-before = { $date }에 왔어요
knock-more = { $count }명 더 기다리는 중
knock-let = 들이기
knock-refuse = 거절
knock-ban = 입장 금지
knock-wait-title = { $room } 방에 노크했어요
knock-wait-body = 방장이나 부방장이 들여보내 줄 거예요. 켜 두고 다른 일을 해도 돼요.
knock-wait-left = { $time } 뒤에 노크가 끝나요
knock-in-title = 들어와도 된대요
knock-in-body = 문이 열렸어요. 방으로 들어가고 있어요.
knock-refused-title = 들어갈 수 없대요
knock-refused-body = 다시 노크하기 전에 다른 방법으로 물어보세요.
knock-quiet-title = 노크에 답이 없어요
knock-quiet-body = 방장이 자리를 비운 것 같아요. 나중에 다시 노크해 보세요.
knock-crowded-title = 기다리는 사람이 너무 많아요
knock-crowded-body = 방장이 지금은 노크를 더 볼 수 없어요. 몇 분 뒤에 다시 노크해 보세요.
knock-again = 다시 노크하기

## Settings

set-title = 설정
set-profile = 프로필
set-appearance = 화면
set-notifications = 알림
set-language = 언어
set-privacy = 개인정보와 보안
set-about = 정보
set-unwritten = 설정 파일에 쓸 수 없어요. 고른 것은 이 창을 닫을 때까지만 남아요. 디스크에 자리가 있는지, 파일에 쓸 수 있는지 확인해 주세요.
set-name = 이름
set-name-help = 앞으로 들어가는 방에서 써요. 열려 있는 방에서는 /닉 다음에 새 이름을 적으세요.
set-colour = 색
set-colour-help = 이 화면에서 내 프로필에 쓰는 색이에요. 다른 사람에게는 내 키의 색으로 보여요.
set-colour-key = 내 키의 색 쓰기
set-identity = 신원 키
set-identity-help = 이 컴퓨터에 저장된 키예요. 친구의 마루는 이름이 아니라 이 키로 나를 알아봐요. 옆에 있는 것이 키 표시예요.
set-theme = 테마
set-theme-light = 한지
set-theme-dark = 밤
set-theme-system = 시스템 설정 따르기
set-text-size = 글자 크기
set-text-size-now = { $size } px
set-scale = 전체 크기
set-scale-help = Ctrl을 누르고 + 나 −, 0을 누르면 다시 100%가 돼요.
set-scale-now = { $percent }%
set-density = 메시지 간격
set-density-cosy = 넓게
set-density-compact = 좁게
set-motion = 애니메이션 줄이기
set-motion-help = 입력 중 표시의 점까지, 저절로 움직이는 것을 멈춰요.
set-timestamps = 24시간제로 표시
set-notify-when = 알림 받을 메시지
set-notify-all = 모든 메시지
set-notify-mentions = 멘션과 귓속말만
set-notify-none = 받지 않기
set-notify-sound = 알림음
set-notify-preview = 메시지 내용 표시
set-notify-preview-help = 귓속말 내용은 알림에 표시하지 않아요.
set-notify-quiet = 방해 금지
set-notify-quiet-help = 지금은 아무것도 알리지 않아요. 새 메시지 수는 계속 세요.
set-notify-try = 알림 시험하기
set-notify-try-help = 지금 설정대로 알림을 하나 보내 봐요.
set-notify-try-now = 보내기
set-notify-tried = 보냈어요. 아무것도 뜨지 않으면 이 컴퓨터에서 알림이 꺼져 있는 거예요.
set-notify-example = 알림은 이렇게 보여요.
language-name = 한국어
set-lang-system = 시스템 설정 따르기
set-lang-korean = 한국어
set-lang-korean-help = Korean
set-lang-english = English
set-lang-english-help = 영어
set-lang-help = 바로 적용돼요. 메시지는 번역하지 않아요.
set-lang-files = 다른 언어는 설정 파일 옆 “languages” 폴더에 ja.ftl 같은 파일로 넣으면 돼요. 파일에 없는 말은 영어로 나와요.
set-lang-unread = 읽을 수 없어요: { $reason }
set-lang-partly = { $lines }번째 줄을 읽을 수 없어서 영어로 대신해요
set-drafts = 쓰던 말 남겨 두기
set-drafts-help = 다시 켜도 쓰던 말이 남아 있어요. 끄면 남겨 둔 것을 지워요.
set-privacy-history = 이 컴퓨터의 대화 기록
set-privacy-history-help = 방마다 내 사본이 데이터 폴더에 있어요. 내가 연 방은 방 열기 창에서 지울 수 있어요.
set-recents = 최근 방
set-recents-count = { $count ->
    [0] 목록이 비어 있어요.
   *[other] 목록에 방이 { $count }개 있어요.
}
set-recents-clear = 목록 지우기…
set-recents-ask = 목록을 지울까요? 가지고 있는 초대 링크는 계속 쓸 수 있어요.
set-recents-forget = 목록 지우기
set-privacy-known = 저장된 방장 키
set-privacy-known-count = { $count ->
    [0] 아직 저장된 키가 없어요.
   *[other] 키 { $count }개가 저장돼 있어요. 방장의 키가 바뀌면 알아챌 수 있어요.
}
set-privacy-nowhere = 내가 한 말 말고는 나가지 않아요
set-privacy-nowhere-help = 가입도 저희 서버도 없고, 사용 기록을 모으지 않아요. 묻지 않고 열거나 받아 오는 것도 없어요.
about-version = 버전 { $version }
about-body = 누구나 자유롭게 쓰는 오픈 소스예요. 가입도, 저희 서버도, 사용 기록 수집도 없어요.
about-details = 빌드 정보
about-copy = 복사
about-folder = 데이터 폴더
about-folder-help = 키, 방, 대화가 여기에 있어요.
about-folder-open = 폴더 열기
about-folder-none = 데이터 폴더를 쓸 수 없어서 이번에는 아무것도 남지 않아요.
about-folder-unopened = 여기서 폴더를 열 수 없었어요. 위치: { $path }
about-thanks = 라이선스와 고마운 분들
about-thanks-help = 마루에 들어 있는 글꼴, 아이콘, 라이브러리예요.

## Commands

slash-title = 명령어
slash-help = 명령어 모두 보기 · /도움 /도움말
slash-w = 귓속말 보내기 · /귓 /귓말 /귓속말
slash-w-args = 이름 메시지
slash-r = 마지막 귓속말에 답장 · /답 /답장
slash-r-args = 메시지
slash-all = 다시 모두에게 말하기 · /전체 /모두
slash-me = 행동 표현하기 · /나
slash-me-args = 행동
slash-quote = 메시지에 모두에게 보이게 답하기 · /인용
slash-quote-args = [이름] 메시지
slash-edit = 내 마지막 메시지 고치기 · /수정
slash-edit-args = 새 메시지
slash-delete = 내 마지막 메시지 지우기 · /삭제
slash-react = 메시지에 반응 남기기 · /반응
slash-react-args = 이모지 [이름]
slash-nick = 이름 바꾸기 · /별명 /닉
slash-nick-args = 새 이름
slash-who = 지금 있는 사람 보기 · /누구 /명단
slash-topic = 방 주제 보기/바꾸기 · /주제
slash-topic-args = 새 주제
slash-notice = 공지 올리기/내리기 · /공지
slash-notice-args = 새 공지
slash-pin = 메시지 고정하기 · /고정
slash-pin-args = 이름
slash-unpin = 고정 풀기 · /고정해제
slash-unpin-args = 번호
slash-pins = 고정한 메시지 보기 · /고정목록
slash-invite = 초대 링크 보기 · /초대
slash-search = 이 컴퓨터에 있는 대화 찾기 · /검색 /찾기
slash-search-args = [찾을 말 @이름 before:2026-11-01 has:link]
slash-save = 방을 파일로 저장하기 · /저장
slash-save-args = [파일] [text|md|json]
slash-clear = 내 화면만 지우기 · /지우기
slash-leave = 방 나가기 · /나가기
popup-choose = 선택
popup-complete = 자동 완성
popup-close = 닫기
mention-title = 멘션
mention-all = 지금 있는 사람 모두
mention-all-word = 모두
slash-help-args = [명령어]
slash-all-args = [메시지]
slash-leave-args = [인사]
slash-list-title = 명령어({ $count }개):
slash-cleared = 내 화면만 지웠어요. 다른 사람 화면은 그대로예요.
slash-target = 이제 { $name }님에게 귓속말해요. ‘/전체’를 입력하면 모두에게 돌아가요.
slash-target-all = 다시 모두에게 말해요.

## This computer’s own copy of a room

copy-failed = 이 컴퓨터에 대화를 저장하지 못하고 있어요. { $reason } 대화는 계속할 수 있고, 그동안의 말은 나중에 방장에게서 다시 받을 수 있어요.
copy-again = 이제 다시 이 컴퓨터에 대화를 저장해요.
copy-unreadable = 이 컴퓨터에 저장한 이 방의 대화를 하나도 읽을 수 없어요. 방장에게는 남아 있을 수 있어요. 손상된 파일은 { $path }에 그대로 있어요. 빠진 것이 없는지 확인할 때까지 지우지 마세요.
copy-salvaged = { $lost ->
    [0] 이 컴퓨터에 있던 방 사본이 손상됐지만 잃은 메시지는 없어요. 손상된 파일은 { $path }에 있어요. 빠진 것이 없는지 확인할 때까지 지우지 마세요.
   *[other] 이 컴퓨터에 있던 방 사본이 손상되어 메시지 { $lost }개를 잃었어요. 방장에게는 남아 있을 수 있어요. 손상된 파일은 { $path }에 있어요. 빠진 것이 없는지 확인할 때까지 지우지 마세요.
}

## Empty states and short notes

empty-room-title = 마루가 열렸어요
empty-room-body = 친구를 초대하거나 첫마디를 남겨 보세요.
empty-alone = 지금은 혼자 있어요.
palette-placeholder = 방, 사람, 기능 검색
palette-actions = 기능
palette-rooms = 방
palette-people = 사람
palette-empty = 검색 결과가 없어요. Esc를 누르면 닫혀요.

common-show = 보기
common-hide = 숨기기
common-undo = 되돌리기
common-change = 바꾸기
toast-copied = 초대 링크를 복사했어요
toast-copied-text = 복사했어요
toast-copied-address = 주소를 복사했어요

## Console

console-joined = { $room } 방에 들어왔어요. 내 이름: { $name }. 암호화됨. 명령어 보기: /도움
console-here = 접속 중({ $count }): { $names }
console-all = 모두에게
console-from = { $name }님의 귓속말
console-to = { $name }님에게 귓속말
console-connecting = { $address }에 연결하는 중…
console-hosting = { PARTICLE($room, "을") } { $port }번 포트로 열었어요.
console-lost = 연결이 끊겼어요. 다시 연결해 볼게요.
console-back = 다시 연결됐어요.
console-kept = 이 컴퓨터에 남은 { $room } 방의 대화예요. { $day } { $time } 기준:
console-waiting = 아직 보내지 못한 메시지 { $count }개가 있어요. 방에 연결되면 저절로 보내요.
console-closed = 방이 닫혔어요.
console-line-failed = 보내지 못했어요: { $text }
console-whisper-unsealed = 귓속말은 방에는 안 보여요. 방장 컴퓨터에서는 볼 수 있어요.
console-bad-line = { $line }번째 줄을 읽지 못했어요: { $reason }.
console-not-text = UTF-8 글자가 아니에요
console-too-long = 한 줄로는 너무 길어요
console-target-left = { $name }님이 나가서 보내지 않았어요. 모두에게 말하려면 ‘/전체 메시지’, 돌아왔을 때 읽게 하려면 ‘/귓 { $name } 메시지’로 다시 보내 주세요.
console-not-json = JSON이 아니에요
console-bad-request = say, whisper와 to, command 가운데 하나가 아니에요
console-unsent = 메시지 { $count }개를 보내지 못하고 나왔어요.

## Common

common-cancel = 취소
common-close = 닫기
common-back = 뒤로
common-done = 완료
common-try = 다시 시도
common-use = 이 이름 쓰기
common-quit-host = 지금 { $count }명이 있어요. 방을 닫을까요?
common-quit-host-body = 모두 연결이 끊겨요. 대화는 각자 컴퓨터에 남고, 이 방은 나중에 다시 열 수 있어요.
common-quit-host-unkept = 모두 연결이 끊겨요. 여기서 나눈 대화는 남지 않아요.

## Names

name-empty = 이름을 입력해 주세요.
name-too-long = 이름이 { $graphemes }자예요. { $max }자까지로 줄여 주세요.
name-too-many-bytes = 이름이 너무 길어요. 글자 수를 줄여 주세요.
name-too-wide = 이름이 너무 길어서 다 보이지 않아요. 조금 줄여 주세요. 한글은 16자까지 쓸 수 있어요.
name-forbidden = 이름에 ‘{ $character }’ 기호는 쓸 수 없어요. 글자, 숫자, 띄어쓰기, 이모지, - _ . 만 써 주세요.
name-forbidden-hidden = 이름에 보이지 않는 문자({ $code })가 들어 있어요. 지우고 다시 입력해 주세요.
name-too-many-marks = 한 글자에 붙은 부호가 너무 많아요. { $max }개까지만 써 주세요.
name-only-signs = 이름에는 글자나 숫자, 이모지가 하나는 있어야 해요. 하나 넣어 주세요.
name-mixed-scripts = ‘{ $character }’ 글자가 나머지와 다른 문자여서 헷갈릴 수 있어요. 한 가지 문자로 써 주세요.
name-reserved = 방장이나 마루, 모두로 헷갈릴 수 있는 이름이에요. 다른 이름을 골라 주세요.

## Text

text-blank = 보낼 내용이 없어요. 먼저 입력해 주세요.
text-too-long = { $characters }자예요. { $max }자까지 줄이거나 나눠서 보내 주세요.
text-too-many-bytes = 메시지 하나로 보내기에는 너무 길어요. 나눠서 보내 주세요.
text-too-many-lines = { $lines }줄이에요. { $max }줄까지 줄이거나 나눠서 보내 주세요.

## Not sent

reject-bad-text = 방장의 마루가 받지 않은 내용이에요. 줄이거나 다르게 써 주세요.
reject-bad-name = 방장의 마루가 받지 않은 이름이에요. 다른 이름을 골라 주세요.
reject-name-taken = 이미 있는 이름이에요. { PARTICLE($suggestion, "은") } 어때요?
reject-no-such-member = 그 사람은 이제 이 방에 없어서 보내지 않았어요. 다른 사람을 골라 주세요.
reject-to-yourself = 나에게 하는 귓속말이라 보내지 않았어요. 다른 사람을 골라 주세요.
reject-mailbox-full = 상대의 우편함이 가득 차서 보내지 못했어요. 돌아온 뒤에 다시 보내 주세요.
reject-not-allowed = 방장만 할 수 있어요. 방장에게 부탁해 보세요.
reject-unknown-kind = 방장의 마루가 예전 버전이라 이 기능을 몰라요. 업데이트해 달라고 부탁하세요.
reject-bad-signature = 방장이 내 서명을 확인하지 못했어요. 나갔다가 다시 들어와 주세요.
reject-no-such-line = 그 메시지는 이제 없어요. 이미 삭제됐을 수 있으니 다른 메시지를 골라 주세요.
reject-too-old = 너무 오래된 메시지라 바꿀 수 없어요. 내 메시지는 하루 안에만 바꿀 수 있으니, 대신 새 메시지를 남겨 보세요.
reject-not-yours = 내가 쓴 메시지만 바꿀 수 있어요. 쓴 사람에게 부탁해 보세요.
reject-too-many-reactions = 한 메시지에는 반응을 { $max }가지까지만 남길 수 있어요. 이미 있는 반응을 골라 보세요.
reject-too-many-pins = 메시지는 { $max }개까지 고정할 수 있어요. 하나를 풀고 다시 고정해 주세요.
reject-called-already = 방금 모두를 불렀어요. { $seconds }초 뒤에 다시 불러 보세요.
reject-unchanged = 이미 그렇게 되어 있어요.
reject-nonce-used = 방금 방이 예전 상태로 돌아갔어요. 다시 보내 주세요.
reject-too-fast = 조금만 천천히요. { $seconds }초 뒤에 보낼게요.
reject-too-many-waiting = 보내지 못한 메시지가 너무 많아요. 조금 기다렸다가 다시 보내 주세요.

## Starting

start-port-taken = { $port }번 포트는 다른 프로그램이 쓰고 있어요. --port로 다른 번호를 정하거나 빼 두면 마루가 빈 포트를 찾아요.
start-port-other = { $wanted }번 포트는 다른 프로그램이 쓰고 있어서 { $port }번 포트로 열었어요.
start-no-network = 네트워크가 없어서 이 컴퓨터에서만 들어올 수 있어요.
start-cannot-listen = 이 컴퓨터가 연결을 받지 못하게 막아서 방을 열지 못했어요. 방화벽을 확인하거나 다른 포트로 열어 보세요.
start-data-folder = 데이터 폴더 { $path }에 쓸 수 없어요: { $reason }. --data-dir로 다른 폴더를 정해 주세요.
start-nothing-kept-title = 아무것도 남지 않아요
start-nothing-kept-body = 대화는 할 수 있어요. 이 창을 닫을 때까지만 쓰는 키를 만들었으니, 친구에게는 처음 보는 사람으로 보여요.
start-nothing-kept-go = 그래도 계속하기
start-identity-broken = 키 파일 { $path }에 문제가 있어요. 복사해 둔 파일로 되돌리거나, 파일을 옮기면 마루가 다른 키를 만들어요.
start-identity-open = 이 컴퓨터의 다른 사람이 키 파일 { $path }에 접근할 수 있어요. 나만 읽을 수 있게 바꿔 주세요(권한 600).
start-no-display = 창을 띄울 화면이 없어요. 창 없이 방을 열려면 --headless, 이 터미널에서 대화하려면 --console을 쓰세요.
start-dead-display = 창을 열지 못했어요. 화면이 응답하지 않거나 필요한 라이브러리가 없어요. 데비안과 우분투에서는 scripts/run이 필요한 것을 설치해요. 창 없이 방을 열려면 --headless, 이 터미널에서 대화하려면 --console을 쓰세요.
start-rooms-damaged = 아는 방과 키의 목록을 읽지 못해서 목록을 따로 만들어요. 읽지 못한 파일은 { $path }에 그대로 두었어요.
start-room-unknown = 이 컴퓨터에서 연 방 가운데 ID가 { $room }인 방이 없어요. 그 이름으로 새 방을 열려면 --new-room을 쓰세요.
start-room-unreadable = 이 컴퓨터에서 전에 연 방 { $room }의 대화를 읽을 수 없어요. { $reason }
start-room-kept = { $room } 방은 이 컴퓨터에 저장돼 있어서 --history memory와 함께 쓸 수 없어요. 빼거나 다른 방 이름을 써 주세요.
start-guest = 손님
start-output = 표준 출력에 쓸 수 없어요: { $reason }.
config-broken = { $file }: { $reason }
config-broken-at = { $file } { $line }번째 줄 { $column }번째 글자: { $reason }
config-missing = 이런 파일이 없어요
config-not-a-file = 같은 이름의 폴더나 장치가 있어요
config-unreadable = 이 컴퓨터에서 파일을 읽지 못하게 되어 있어요 ({ $error })
config-too-large = 파일이 { $max }KiB보다 커요
config-not-text = UTF-8 글자가 아니에요
config-unwritable = 이 컴퓨터에서 파일에 쓰지 못하게 되어 있어요 ({ $error })
config-kept = 손으로 고친 파일에 틀린 곳이 있어서 그대로 두었어요. { $mistake }
config-broken-title = 설정 파일을 읽을 수 없어요
config-using-defaults = 파일을 고칠 때까지 기본 설정을 쓸게요. 파일은 그대로 두었어요.
config-unknown = { $file }: 이 버전의 마루가 모르는 설정이 있어요: { $options }. 파일에 그대로 두고, 쓰지는 않아요.
config-unknown-option = { $option }({ $line }번째 줄)
config-use-defaults = 기본 설정 쓰기
config-not-saved = 설정을 저장하지 못했어요: { $reason }.

## Mistyped commands

mistake-unknown = { $typed } 명령어는 없어서 보내지 않았어요. 모두 보려면 ‘/도움’을 입력하세요.
mistake-unknown-nearest = { $typed } 명령어는 없어서 보내지 않았어요. 혹시 { $nearest }?
mistake-unknown-help = { $typed } 명령어는 없어요. 모두 보려면 ‘/도움’을 입력하세요.
mistake-no-such-member = { $typed }님은 지금 방에 없어서 보내지 않았어요. 이름을 확인해 주세요.
mistake-no-such-member-nearest = { $typed }님은 지금 방에 없어서 보내지 않았어요. 혹시 { $nearest }님?
mistake-ambiguous = ‘{ $typed }’에 맞는 사람이 여러 명이에요: { $names }. 보내지 않았어요. 이름을 끝까지 입력해 주세요.
mistake-list-or-text = 보내지 않았어요. { $first }님과 { $second }님 둘에게 귓속말하려면 쉼표 뒤를 붙여 쓰고, { $first }님에게만 하려면 쉼표를 빼 주세요.
mistake-too-many-names = 귓속말은 한 번에 { $max }명까지 할 수 있어서 보내지 않았어요. 몇 명을 빼 주세요.
mistake-to-yourself = 나에게는 귓속말할 수 없어요. 다른 사람을 골라 주세요.
mistake-missing-name = 누구에게 귓속말할까요? 이렇게 써 주세요: { $usage }
mistake-missing-text = 보낼 내용이 없어요. 이렇게 써 주세요: { $usage }
mistake-unexpected = { $command } 뒤에는 아무것도 쓰지 않아서 실행하지 않았어요. 뒤에 쓴 것을 지워 주세요.
mistake-open-quote = 이름 앞의 따옴표가 닫히지 않아서 보내지 않았어요. 이름 뒤에도 따옴표를 써 주세요.
mistake-nobody-to-answer = 아직 나에게 귓속말한 사람이 없어서 보내지 않았어요. ‘/귓’과 이름을 써 보세요.
mistake-left = { $name }님이 나가서 보내지 않았어요. 돌아오면 다시 보내 보세요.
mistake-same-name = 이미 쓰고 있는 이름이에요. 다른 이름을 골라 주세요.
mistake-looks-like = 명령을 잘못 쓴 것 같아서 보내지 않았어요. 혹시 { $fixed }? 그대로 모두에게 보내려면 앞에 ‘/전체’를 붙여 주세요.

## Times and dates

time-am = 오전
time-pm = 오후
time-clock = { $half } { $hour }:{ $minute }
time-span = { $minutes }분 { $seconds }초
time-span-minutes = { $minutes }분
time-span-seconds = { $seconds }초
day-line = { $month } { $day }일 { $weekday }
day-line-year = { $year }년 { $month } { $day }일 { $weekday }
day-short = { $month } { $day }일
day-short-year = { $year }년 { $month } { $day }일
day-ago = { $count }일 전
list-or = { $first }, { $second }
weekday-1 = 월요일
weekday-2 = 화요일
weekday-3 = 수요일
weekday-4 = 목요일
weekday-5 = 금요일
weekday-6 = 토요일
weekday-7 = 일요일
month-1 = 1월
month-2 = 2월
month-3 = 3월
month-4 = 4월
month-5 = 5월
month-6 = 6월
month-7 = 7월
month-8 = 8월
month-9 = 9월
month-10 = 10월
month-11 = 11월
month-12 = 12월

## Window

launcher-name-missing = 먼저 이름을 정해 주세요.
host-error-port-range = 포트는 1부터 65535까지의 숫자예요. 다시 입력해 주세요.
room-other = 방장이 방을 닫고 새로 열었어요
msg-erased = 삭제된 메시지
msg-edited = 수정됨
live-earlier = 지난 메시지
live-somebody = 누군가
live-edited = { $name }님이 메시지를 고쳤어요
live-deleted = { $name }님이 자기 메시지를 지웠어요.
live-deleted-of = { $name }님이 { $author }님의 메시지를 지웠어요.
live-reacted = { $name }님이 { $author }님의 메시지에 { $emoji } 반응을 남겼어요.
live-unreacted = { $name }님이 { $author }님의 메시지에서 { $emoji } 반응을 거뒀어요.
live-no-line = 아직 그럴 메시지가 없어요. 메시지가 올라오면 다시 해 보세요.
pins-title = 고정한 메시지
pins-used = { $max }개 중 { $count }개
pins-by = { $name }님이 고정
pins-empty = 고정한 메시지가 없어요.
pins-no-such = 그 번호로 고정한 메시지가 없어요. 목록을 확인해 주세요: /고정목록
board-title = 주제와 공지
board-save = 저장
rset-topic = 주제
rset-topic-help = 방 이름 아래에 보여요.
rset-notice = 공지
rset-notice-help = 내릴 때까지 대화 위에 보여요.
rset-title = 방 설정
rset-general = 기본
rset-bans = 입장 금지
rset-used = { $max }자 중 { $used }자
rset-who = 들어올 수 있는 사람
rset-open = 초대한 사람은 누구나
rset-open-help = 바로 들어와요.
rset-knock = 처음 온 사람은 노크하기
rset-knock-help = 방장이나 부방장이 허락하면 들어와요.
rset-locked = 지금 멤버만
rset-locked-help = 방을 잠가요. 멤버는 다시 들어올 수 있어요.
rset-password-set = 설정됨
rset-password-none = 없음
rset-password-remove = 없애기
rset-password-help = 4자부터 64자까지 쓸 수 있어요.
rset-code = 방 코드
rset-code-help = 전화로 읽어 줄 수 있는 세 단어예요.
rset-history = 대화 보관 기간
rset-history-help = { $size }까지 보관하고, 오래된 대화부터 지워요.
rset-history-none = 보관하지 않기
rset-days = { $count }일
rset-cap = 최대 인원
rset-cap-help = { $max }명까지 정할 수 있어요. 이 컴퓨터가 모두를 이어 줘요.
rset-saved = 저장했어요. 바뀐 내용이 모두에게 보여요.
rset-host-only = 방장만 바꿀 수 있어요.
host-password-label = 비밀번호
ban-help = 이름을 바꿔도 들어올 수 없어요.
ban-by = { $name }님이 금지 · { $date }
ban-forever = 계속
ban-until = { $date }까지
ban-lift = 입장 금지 풀기
ban-lifted = { $name }님의 입장 금지를 풀었어요
ban-empty = 입장이 금지된 사람이 없어요.
live-not-an-emoji = 반응은 이모지 하나로만 남길 수 있어요. 이렇게 써 주세요: /반응 👍
host-error-listen = 방을 열지 못했어요. 이 컴퓨터가 마루의 연결 대기를 막고 있어요. 방화벽을 확인하거나 다른 포트로 해 보세요.

## 디스크에 남는 대화

store-in-use = 이 컴퓨터의 다른 마루가 { $path } 폴더를 쓰고 있어요. 그 창에서 이어 가거나, 닫은 뒤에 다시 열어 주세요. 동시에 하나 더 쓰려면 --data-dir로 폴더를 따로 정해 주세요.
store-in-use-room = 다른 프로그램이 이 방의 대화를 쓰고 있어요. 닫고 나서 다시 해 주세요.
store-newer = 더 새로운 마루가 저장한 대화예요(형식 { $found }, 이 마루는 { $known }까지). 마루를 업데이트해 주세요. 바뀐 것은 없어요.
store-not-ours = 이 방의 대화가 있을 자리에 다른 파일이 있어요. 옮긴 뒤에 다시 해 주세요. 바뀐 것은 없어요.
store-other-room = 이 자리에 있는 것은 다른 방({ $room })의 대화예요. 파일을 원래 자리로 돌려놓아 주세요. 바뀐 것은 없어요.
store-damaged = 이 방의 대화가 손상되어 살리지 못했어요. 폴더의 사본을 돌려놓거나 새 방을 열어 주세요.
store-out-of-order = 저장하려는 내용이 저장된 대화와 이어지지 않아요. 방을 닫았다가 다시 열어 주세요.
store-full = 디스크가 가득 찼거나, 쓸 수 있는 몫이 다 찼어요. 자리를 비워 주세요.
store-too-old = 이 컴퓨터의 SQLite { $version }에서는 저장한 것을 잃을 수 있어요. 배포된 마루를 그대로 써 주세요.
store-failed = 디스크를 쓰지 못했어요: { $reason }. 디스크와 데이터 폴더의 권한을 확인해 주세요.
store-closed = 대화 저장이 끝났어요. 방을 다시 열어 주세요.
store-salvaged = { $count ->
    [0] 이 방의 대화가 손상되었지만 모두 살렸어요. 손상된 파일은 { $path }에 있어요. 빠진 것이 없는지 확인할 때까지 지우지 마세요.
   *[other] 이 방의 대화가 손상되어 끝부분의 { $count }줄을 잃었어요. 손상된 파일은 { $path }에 있어요. 빠진 것이 없는지 확인할 때까지 지우지 마세요.
}
notice-not-kept = 지금부터 나누는 대화는 저장되지 않아요. { $reason }
notice-kept-again = 다시 저장하고 있어요. 그동안 나눈 대화도 저장했어요.
second-title = 마루가 이미 열려 있어요
second-body = 열려 있는 창에서 이어 가세요. 보이지 않으면 그쪽 마루를 닫고 나서 다시 열어 주세요.
second-why = { $path } 폴더는 한 번에 한 마루만 쓸 수 있어요. 둘이 쓰면 한 대화에 두 곳에서 적게 돼요.
## 단축키

keys-title = 단축키
keys-go = 이동
keys-write = 쓰기
keys-read = 읽기
keys-palette = 방, 사람, 기능 찾기
keys-room = 1~9번째 방
keys-next = 다음 방
keys-unread = 새 메시지가 있는 다음 방
keys-region = 창의 다음 부분
keys-control = 다음 버튼이나 입력란
keys-members = 멤버 보기/숨기기
keys-larger = 전체를 크게
keys-smaller = 전체를 작게
keys-sheet = 이 화면 보기
keys-send = 보내기
keys-line = 줄 바꾸기
keys-recall = 썼던 말 불러오기
keys-whisper = 귓속말할 사람 고르기
keys-everyone = 다시 모두에게
keys-take = 제안 고르기
keys-hit = 다음 검색 결과
keys-forget = 최근 방을 목록에서 지우기
keys-walk = 메시지 훑어보기
keys-deeds = 그 메시지로 할 수 있는 일
keys-page-up = 위로 넘기기
keys-page-down = 아래로 넘기기

## 방 저장하기

export-head = { $now }에 저장했어요. { $first }부터 { $last }까지 { $count }개예요.
export-unknown = ‘{ $room }’ 방은 이 컴퓨터에 남아 있지 않아요. 들어가 본 방의 이름이나 방 번호를 적어 주세요.
export-ambiguous = ‘{ $room }’ 방이 여럿이에요. 방 번호로 하나를 골라 주세요: { $rooms }.
export-force = --force를 쓰면 덮어써요.
export-head-empty = { $now }에 저장했어요. 아직 아무 일도 없었어요.
export-zone = 시각은 { $zone } 기준이에요.
export-whisper = { $name }님에게 귓속말
export-gap = 여기에 있던 { $count }개가 빠져 있어요.

## 남아 있는 대화

search-placeholder = 이 방에서 검색
search-start = 단어나 이름으로 검색해 보세요. 초성만 써도 돼요.
search-looking = 찾고 있어요…
search-count = 결과 { $count }개
search-count-more = 최근 결과 { $count }개
search-show-more = 더 보기
search-filter-from = 보낸 사람
search-filter-links = 링크
search-empty-title = 검색 결과가 없어요
search-empty-body = 더 짧은 단어로 검색하거나 조건을 빼 보세요.
search-out-of-reach = 이 말이 있는 곳까지 지금은 불러올 수 없어요.
search-found = { $count }개를 찾았어요.
search-more = 지금까지 { $count }개를 찾았어요. 더 오래된 것은 ‘/검색’으로 볼 수 있어요.
search-none = 찾은 것이 없어요.
search-none-older = 더 오래된 것은 없어요.
search-hint-filter = ‘{ $typed }’라는 조건은 없어서 글자 그대로 찾았어요. 조건은 @이름, from:이름, before:2026-11-01, after:2026-11-01, on:2026-11-01, has:link가 있어요.
search-hint-day = ‘{ $typed }’에는 날짜가 없어서 글자 그대로 찾았어요. 날짜는 2026-11-01처럼 적어요.
search-hint-long = 앞의 { $max }글자만 찾았어요.
search-whisper = 귓속말
kept-nothing = 이 방의 대화는 이 컴퓨터에 남아 있지 않아요. 필요한 말은 대화에서 직접 복사해 주세요.
save-done = { $count }개를 { $path }에 저장했어요.
save-exists = { $path } 파일이 이미 있어서 저장하지 않았어요. 다른 이름을 정해 주세요.
save-failed = { $path }에 저장하지 못했어요: { $reason }. 다른 곳을 골라 주세요.
