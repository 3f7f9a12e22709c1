## App

app-name = 마루
app-tagline = 친구를 맞이하는 열린 마루

## Launcher

launcher-name-label = 내 이름
launcher-name-placeholder = 어떻게 불러 드릴까요?
launcher-name-help = 방에 있는 모두에게 보여요.
launcher-host-title = 방 열기
launcher-host-body = 이 컴퓨터가 방이 돼요. 마루를 켜 둔 동안 친구들이 들어올 수 있어요.
launcher-host-button = 방 열기…
launcher-join-title = 방에 들어가기
launcher-join-body = 방장이 보내 준 초대 링크나 주소를 붙여 넣으세요.
launcher-join-placeholder = 초대 링크 또는 주소
launcher-join-button = 들어가기
launcher-nearby-title = 이 네트워크의 방
launcher-nearby-searching = 방을 찾는 중…
launcher-nearby-empty = 아직 이 네트워크에 열린 방이 없어요.
launcher-nearby-off = 이 네트워크에서 방 찾기가 꺼져 있어요.
launcher-nearby-enable = 켜기
launcher-recent-title = 최근 방
launcher-recent-empty = 다녀온 방이 여기에 남아요.
launcher-recent-forget = 목록에서 지우기
launcher-recent-hosted = 내가 연 방
launcher-room-members = { $count }명
launcher-room-locked = 비밀번호가 필요해요
launcher-promise = 가입도 서버도 필요 없어요. 대화는 컴퓨터끼리 암호화해서 주고받아요.
launcher-room-by = { $name }님의 방
launcher-room-closed = 닫힘
launcher-first-run = 가입은 필요 없어요. 이름만 정하고 들어오세요.

## Host set-up

host-title = 방 열기
host-name-label = 방 이름
host-name-placeholder = 금요일 마루
host-password-label = 비밀번호
host-password-optional = 선택
host-password-help = 비워 두면 초대 링크를 가진 사람은 누구나 들어올 수 있어요.
host-port-label = 포트
host-port-help = 다른 프로그램이 이 포트를 쓸 때만 바꾸세요.
host-internet-label = 인터넷에서 들어오기 허용
host-internet-off = 같은 네트워크에 있는 사람만 들어올 수 있어요.
host-internet-checking = 공유기에 확인하는 중…
host-internet-ok = 공유기에서 { $port }번 포트를 열었어요. 이제 어디서든 들어올 수 있을 거예요.
host-internet-failed = 공유기에서 포트를 열지 못했어요. 같은 네트워크에서는 들어올 수 있어요.
host-internet-guide = 직접 여는 방법
host-discovery-label = 이 네트워크에 방 보이기
host-discovery-help = 같은 네트워크에 있는 사람의 첫 화면에 방 이름이 보여요.
host-history-label = 대화 보관
host-history-help = 방을 닫아도 대화가 이 컴퓨터에 남아요.
host-advanced = 추가 설정
host-open = 방 열기
host-opening = 여는 중…
host-error-port = { $port }번 포트는 다른 프로그램이 쓰고 있어요. { $next }번으로 바꿔 보세요.
host-error-name = 방 이름을 입력해 주세요.

## Room

room-members = { $count }명
room-encrypted = 암호화됨
room-encrypted-tip = TLS 1.3으로 암호화했어요. 초대 링크로 방장 키를 확인했어요.
room-encrypted-unverified = 암호화됨, 방장 미확인
room-reconnecting = 다시 연결 중
room-closed = 닫힘
room-you-host = 내가 방장
room-hosted-by = { $name }님의 방
room-invite = 초대
room-search = 검색
room-roster-toggle = 멤버 보기/숨기기
room-more = 더 보기
room-leave = 방 나가기
room-close = 방 닫기
room-today = 오늘
room-yesterday = 어제
room-unread = 여기부터 새 메시지
room-jump-latest = 최신 메시지로
room-new-below = 새 메시지 { $count }개
room-joined = { $name }님이 들어왔어요
room-left = { $name }님이 나갔어요
room-renamed = { $old }님이 { $new }님으로 이름을 바꿨어요
room-kicked = { $name }님을 방에서 내보냈어요
room-host-moved = 이제 { $name }님이 방장이에요
room-opened = 방을 열었어요
room-typing-one = { $name }님이 입력 중…
room-typing-two = { $a }님과 { $b }님이 입력 중…
room-typing-many = 여러 명이 입력 중…
room-you = 나

## Messages

msg-sending = 보내는 중
msg-sent = 보냄
msg-failed = 보내지 못했어요
msg-retry = 다시 보내기
msg-discard = 삭제
msg-edited = 수정됨
msg-deleted = 삭제된 메시지
msg-react = 반응 남기기
msg-reply = 답장
msg-copy = 텍스트 복사
msg-edit = 수정
msg-delete = 삭제
msg-more = 더 보기
msg-replying = { $name }님에게 답장
msg-code-copy = 코드 복사
msg-whisper-from = { $name }님의 귓속말
msg-whisper-to = { $name }님에게 귓속말
msg-whisper-note = 둘만 볼 수 있어요
msg-whisper-note-unsealed = 방에는 안 보여요. 방장 컴퓨터에서는 볼 수 있어요.
msg-file-save = 저장
msg-file-open = 열기
msg-file-cancel = 취소
msg-file-progress = { $total } 중 { $done } · 초당 { $rate }
msg-file-waiting = { $name }님이 돌아오면 이어서 전송해요
msg-file-failed = 전송이 멈췄어요. 다시 시도해 주세요.

## Composer

compose-to-all = 모두에게
compose-to-one = { $name }님에게 귓속말
compose-placeholder = 메시지를 입력하세요
compose-placeholder-whisper = { $name }님에게만 보여요
compose-placeholder-offline = 연결이 끊겼어요. 다시 연결되면 보낼게요.
compose-send = 보내기
compose-attach = 파일 첨부
compose-emoji = 이모지
compose-pick-title = 받는 사람
compose-pick-filter = 멤버 검색
compose-too-long = { $over }자 넘었어요
compose-drop = 놓으면 모두에게 보내요

## Roster

roster-title = 멤버
roster-online = 접속 중
roster-away = 자리 비움
roster-offline = 오프라인
roster-host = 방장
roster-muted = 내가 숨김
member-whisper = 귓속말 보내기
member-mention = 멘션하기
member-mute = 내 화면에서 숨기기
member-verify = 확인 단어 비교…
member-verified = 키 확인됨
member-kick = 내보내기…
member-ban = 입장 금지하기…
member-kick-confirm = { $name }님을 내보낼까요? 초대 링크가 있으면 다시 들어올 수 있어요.
member-ban-confirm = { $name }님의 입장을 금지할까요? 방 설정에서 풀 때까지 들어올 수 없어요.

## Invite

invite-title = 초대하기
invite-link = 초대 링크
invite-link-help = 주소와 방장 키가 들어 있어요. 링크만 있으면 누구나 들어올 수 있으니 초대할 사람에게만 보내세요.
invite-address = 주소
invite-address-lan = 같은 네트워크
invite-address-internet = 인터넷
invite-qr = QR 코드로 들어오기
invite-words = 확인 단어
invite-words-help = 친구에게 소리 내어 읽어 주세요. 친구 화면의 단어와 같으면 중간에 끼어든 사람이 없는 거예요.
invite-copy = 복사
invite-copy-link = 초대 링크 복사
invite-copied = 복사됨
invite-password-note = 비밀번호도 따로 알려 주세요.
invite-renew = 새 링크 만들기

## Join

join-title = 방에 들어가기
join-address-label = 초대 링크 또는 주소
join-address-help = 예: maru:… 또는 192.168.0.12:27410
join-password-label = 방 비밀번호
join-connecting = { $address }에 연결하는 중
join-step-reach = 주소 찾기
join-step-secure = 방장 키 확인
join-step-history = 대화 불러오기
join-password-title = 비밀번호가 있는 방이에요
join-password-wrong = 비밀번호가 맞지 않아요. { $left }번 더 입력할 수 있어요.
join-name-taken-title = { $name }님이 이미 방에 있어요
join-name-taken-body = 한 방에서는 같은 이름을 쓸 수 없어요. 이런 이름은 어때요?
join-key-changed-title = 방장 키가 바뀌었어요
join-key-changed-body = 지난번과 다른 키예요. 방장이 마루를 다시 설치했거나, 누군가 방장인 척하고 있을 수 있어요.
join-key-before = 지난번
join-key-now = 지금
join-key-ask = 들어가기 전에 방장에게 확인 단어를 읽어 달라고 하세요.
join-key-trust = 단어가 같아요, 들어가기
join-unreachable-title = 응답이 없어요
join-unreachable-body = { $address }에서 { $seconds }초 동안 응답이 없었어요.
join-hint-open = 방이 열려 있나요? 방장에게 마루가 켜져 있는지 물어보세요.
join-hint-lan = 192.168로 시작하는 주소는 같은 네트워크에서만 쓸 수 있어요.
join-hint-internet = 다른 네트워크에서 들어가려면 방장이 ‘인터넷에서 들어오기 허용’을 켜야 해요.
join-edit-address = 주소 수정
join-refused-title = 열려 있는 방이 없어요
join-refused-body = 이 주소에는 열린 마루 방이 없어요. 주소와 포트를 확인하거나 방장에게 물어보세요.
join-full = 방이 가득 찼어요({ $count }명). 자리가 나면 다시 들어가 보세요.
join-banned = 들어갈 수 없는 방이에요. 잘못된 것 같으면 방장에게 물어보세요.
join-version = 더 최신 버전으로 연 방이에요. 마루를 업데이트한 뒤 들어가세요.
join-address-invalid = 초대 링크나 주소가 아닌 것 같아요. 초대 링크는 ‘maru:’로 시작해요.

## Connection

conn-lost = 연결이 끊겼어요. { $seconds }초 뒤에 다시 연결할게요.
conn-retrying = 다시 연결하는 중… ({ $n }번째 시도)
conn-retry-now = 지금 연결
conn-back = 다시 연결됐어요. 메시지 { $count }개를 받았어요.
conn-queued = { $count }개 전송 대기 중
conn-slow = 연결이 느려요.
closed-title = 방장이 방을 닫았어요
closed-body = 대화는 이 컴퓨터에 남아 있어요. 계속 읽고 검색할 수 있어요.
closed-reopen = 내가 이어서 열기
closed-watch = 다시 열리면 알림 받기
closed-home = 첫 화면으로
closed-kicked = 방에서 퇴장됐어요.

## Search

search-placeholder = 이 방에서 검색
search-count = 결과 { $count }개
search-filter-from = 보낸 사람
search-filter-files = 파일
search-filter-links = 링크
search-filter-whispers = 귓속말
search-filter-mentions = 멘션
search-empty-title = 검색 결과가 없어요
search-empty-body = 더 짧은 단어로 검색하거나 필터를 꺼 보세요.
search-start = 단어, 이름, 파일 이름으로 검색해 보세요.

## Settings

set-title = 설정
set-profile = 프로필
set-appearance = 화면
set-notifications = 알림
set-language = 언어
set-privacy = 개인정보와 보안
set-about = 정보
set-name = 이름
set-colour = 색
set-colour-help = 내 프로필과 이름에 쓰는 색이에요.
set-status = 자동으로 자리 비움
set-minutes = { $n }분 뒤
set-identity = 신원 키
set-identity-help = 이 컴퓨터에 저장된 키예요. 친구의 마루는 이름이 아니라 이 키로 나를 알아봐요.
set-identity-export = 키 백업…
set-theme = 테마
set-theme-light = 한지
set-theme-dark = 밤
set-theme-system = 시스템 설정 따르기
set-text-size = 글자 크기
set-density = 메시지 간격
set-density-cosy = 넓게
set-density-compact = 좁게
set-motion = 애니메이션 줄이기
set-motion-help = 화면이 밀리거나 서서히 바뀌는 효과를 꺼요.
set-timestamps = 24시간제로 표시
set-notify-all = 모든 메시지
set-notify-mentions = 멘션과 귓속말만
set-notify-none = 받지 않기
set-notify-when = 알림 받을 메시지
set-notify-sound = 알림음
set-notify-preview = 메시지 내용 표시
set-notify-preview-help = 귓속말 내용은 알림에 표시하지 않아요.
set-notify-badge = 앱 아이콘에 새 메시지 수 표시
set-lang-system = 시스템 설정 따르기
set-lang-help = 바로 적용돼요. 메시지는 번역하지 않아요.
set-privacy-typing = 입력 중일 때 표시하기
set-privacy-nearby = 이 네트워크에서 방 찾기
set-privacy-links = 링크를 열기 전에 확인하기
set-privacy-files = 자동으로 받을 최대 파일 크기
set-privacy-history = 이 컴퓨터의 대화 기록
set-privacy-history-size = 방 { $rooms }개 · { $size }
set-privacy-clear = 기록 지우기…
set-privacy-known = 저장된 방장 키
set-privacy-known-count = 키 { $count }개가 저장돼 있어요
set-manage = 관리…

## Commands

palette-placeholder = 방, 사람, 기능 검색
palette-actions = 기능
palette-rooms = 방
palette-people = 사람
palette-empty = 검색 결과가 없어요. Esc를 누르면 닫혀요.
slash-title = 명령어
slash-help = 명령어 모두 보기 · /도움
slash-w = 귓속말 보내기 · /귓 /귓말 /귓속말
slash-w-args = 이름 메시지
slash-r = 마지막 귓속말에 답장 · /답 /답장
slash-r-args = 메시지
slash-all = 다시 모두에게 말하기 · /전체
slash-me = 행동 표현하기 · /나
slash-me-args = 행동
slash-nick = 이름 바꾸기 · /별명
slash-nick-args = 새 이름
slash-who = 지금 있는 사람 보기 · /누구
slash-topic = 방 주제 보기/바꾸기 · /주제
slash-topic-args = 새 주제
slash-away = 자리 비우기/돌아오기
slash-invite = 초대 링크 보기 · /초대
slash-clear = 내 화면만 지우기 · /지우기
slash-leave = 방 나가기 · /나가기
popup-choose = 선택
popup-complete = 자동 완성
popup-close = 닫기
slash-unknown = { $cmd } 명령어는 없어요. ‘/도움’을 입력하면 모두 볼 수 있어요.
slash-w-unknown = { $name }님은 지금 방에 없어서 보내지 않았어요. 이름을 확인해 주세요.
mention-title = 멘션
mention-all = 지금 있는 사람 모두

## Empty states and toasts

empty-room-title = 마루가 열렸어요
empty-room-body = 친구를 초대하거나 첫마디를 남겨 보세요.
empty-alone = 지금은 혼자 있어요.
empty-home-title = 아직 방이 없어요
empty-home-body = 방을 열거나 초대 링크로 들어가 보세요.
empty-files-title = 아직 파일이 없어요
empty-files-body = 대화창에 파일을 끌어다 놓으면 보낼 수 있어요.
toast-copied = 초대 링크를 복사했어요
toast-saved = { $folder } 폴더에 저장했어요
toast-file-offer = { $name }님이 파일을 보내려고 해요: { $file }({ $size })
toast-file-failed = 저장 공간이 부족해서 { $file } 파일을 저장하지 못했어요. 공간을 비우고 다시 시도해 주세요.
toast-whisper = { $name }님이 귓속말을 보냈어요
toast-offline = 연결이 끊겼어요
toast-undo = 되돌리기
toast-accept = 받기
toast-decline = 거절

## Emoji, pictures and dropping files

emoji-search = 이모지 검색
emoji-recent = 자주 쓰는 이모지
emoji-smileys = 표정과 사람
emoji-nature = 동물과 자연
emoji-food = 음식
emoji-activity = 활동
emoji-travel = 여행과 장소
emoji-objects = 물건
emoji-symbols = 기호
emoji-skin = 피부색
emoji-empty = 그런 이름의 이모지는 없어요.
viewer-count = { $total }장 중 { $n }번째
viewer-in = 크게 보기
viewer-out = 작게 보기
viewer-fit = 창에 맞추기
viewer-actual = 원본 크기
viewer-prev = 이전 사진
viewer-next = 다음 사진
viewer-broken = 사진을 표시하지 못했어요. 파일은 저장할 수 있어요.
drop-whisper = 놓으면 { $name }님에게만 보내요
drop-count = 파일 { $count }개 · { $size }
drop-limit = 파일 하나에 { $size }까지
drop-too-big = { $file } 파일은 { $size }보다 커서 보내지 않았어요.
drop-folder = 폴더는 보낼 수 없어요. 먼저 파일 하나로 압축해 주세요.

## Room settings

rset-title = 방 설정
rset-general = 기본
rset-bans = 입장 금지
rset-topic = 주제
rset-topic-help = 방 이름 아래에 보여요.
rset-notice = 공지
rset-notice-help = 내릴 때까지 대화 위에 보여요.
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
ban-help = 이름을 바꿔도 들어올 수 없어요.
ban-by = { $name }님이 금지 · { $date }
ban-forever = 계속
ban-until = { $date }까지
ban-lift = 입장 금지 풀기
ban-lifted = { $name }님의 입장 금지를 풀었어요
ban-empty = 입장이 금지된 사람이 없어요.

## Member card, lock and comparing

roster-deputy = 부방장
card-key = 키 표시
card-compared = { $date }에 비교함
card-not-compared = 아직 비교 안 함
card-since = { $date }부터 멤버
card-whisper = 귓속말
card-mention = 멘션
card-compare = 비교하기…
card-muted-until = { $time }까지 채팅 금지
card-rank-note = 나와 같거나 더 높은 등급이라 바꿀 수 없어요.
member-silence = 채팅 금지…
member-deputy = 부방장으로 정하기
member-silence-confirm = { $minutes }분 동안 { $name }님의 채팅을 금지할까요? 읽기와 방장에게 귓속말은 할 수 있어요.
lock-tls = 각자의 컴퓨터에서 방장까지 TLS 1.3
lock-by-invite = 초대 링크로 방장 키를 확인했어요
lock-compared = { $date }에 방장 키를 비교했어요
lock-not-compared = 방장 키를 아직 비교하지 않았어요
lock-not-help = 주소로 들어왔어요. 방장과 그림을 비교하면 중간에 끼어든 사람이 있는지 알 수 있어요.
lock-sealed = 귓속말은 봉해져 있어서 방장도 볼 수 없어요.
cmp-title = { $name }님과 비교하기
cmp-body = 전화로 순서대로 읽어 주세요. 일곱 개가 모두 같아야 해요.
cmp-screen = { $name }님의 화면
cmp-match = 같아요
cmp-differ = 달라요
cmp-waiting = { $name }님을 기다리는 중…
cmp-same-title = 비교했어요
cmp-same-body = 중간에 끼어든 사람이 없어요. 이 키가 바뀌면 알려 드릴게요.
cmp-again = 다시 비교하기
cmp-bad-title = 그림이 달라요
cmp-bad-body = 누군가 중간에 있을 수 있어요. 비밀은 말하지 말고, 초대 링크로 다시 들어가세요.

## Room code, knocking and refusals

code-host-help = 전화로 이 단어를 읽어 주세요. 친구는 이 단어로 진짜 방인지 확인해요.
code-renew = 새 단어로 바꾸기
code-rotates = 여러 번 틀리면 단어가 저절로 바뀌어요. 들어와 있는 멤버는 그대로예요.
code-ask-title = 방 코드를 입력하세요
code-ask-body = 방장에게 세 단어를 읽어 달라고 하세요.
code-word = { $n }번째 단어
code-wrong = 단어가 맞지 않아요. { $left }번 더 입력할 수 있어요.
code-unknown = ‘{ $word }’: 목록에 없는 단어예요. 맞춤법을 확인해 주세요.
code-wait = 여러 번 틀렸어요. { $seconds }초 뒤에 다시 입력해 주세요.
code-skip = 코드 없이 들어가기
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
knock-refused-title = 방장이 거절했어요
knock-refused-body = 다시 노크하기 전에 다른 방법으로 물어보세요.
knock-quiet-title = 노크에 답이 없어요
knock-quiet-body = 방장이 자리를 비운 것 같아요. 나중에 다시 노크해 보세요.
knock-again = 다시 노크하기
refuse-full-title = 방이 가득 찼어요
refuse-full-body = { $max }명 중 { $count }명이 들어와 있어요. 자리가 나면 다시 들어가 보세요.
refuse-banned-title = 들어갈 수 없는 방이에요
refuse-banned-body = 잘못된 것 같으면 방장에게 물어보세요.
refuse-old-title = 이 방에 들어가려면 업데이트하세요
refuse-old-body = 마루를 업데이트한 뒤 들어가세요. 이 컴퓨터의 대화는 그대로예요.
refuse-new-title = 방의 마루가 예전 버전이에요
refuse-new-body = 방장에게 마루를 업데이트해 달라고 하세요.
refuse-version-room = 방
refuse-version-here = 이 컴퓨터
refuse-copy = 방장에게 보낼 말 복사
refuse-locked-title = 방이 잠겨 있어요
refuse-locked-body = 지금은 새로 들어갈 수 없어요. 방장에게 열어 달라고 하세요.

## Live words

room-topic-set = { $name }님이 주제를 바꿨어요
notice-by = { $name }님의 공지
notice-fold = 공지 접기
msg-earlier = 수정 전: { $text }
msg-deleted-by = { $name }님이 삭제한 메시지
msg-hidden-lines = 숨긴 사람의 메시지 { $count }개
msg-unsigned = { $name }님의 서명이 없어요. 가짜일 수 있어요.
msg-pin = 고정
msg-unpin = 고정 풀기
pins-title = 고정한 메시지
pins-used = { $max }개 중 { $count }개
pins-by = { $name }님이 고정
pins-empty = 고정한 메시지가 없어요.
room-missed = 여기서 일부를 놓쳤어요
room-missed-help = 여기 있던 메시지 { $count }개를 방장이 더는 보관하지 않아요.
room-no-history = 대화를 보관하지 않는 방이에요. 없는 동안 나눈 대화는 볼 수 없어요.
room-stopped = 멈춤
fork-title = 방장이 서로 다른 대화를 보여 줬어요
fork-body = 같은 자리에 나와 { $name }님이 서로 다른 메시지를 받았어요. 마루가 여기서 멈추고 증거를 보관했어요.
fork-ask = 이 방을 다시 믿기 전에, 방 밖에서 서로 확인해 보세요.
fork-mark = 여기서 대화가 갈라졌어요
fork-mine = 내가 받은 메시지
fork-theirs = { $name }님이 받은 메시지
fork-save = 증거 저장…
fork-read = 읽기만 하기

## Shortcuts and about

keys-title = 단축키
keys-go = 이동
keys-write = 쓰기
keys-read = 읽기
keys-palette = 방, 사람, 기능 찾기
keys-room = 1~9번째 방
keys-unread = 새 메시지가 있는 다음 방
keys-region = 창의 다음 부분
keys-line = 줄 바꾸기
keys-recall = 썼던 말 불러오기
keys-whisper = 귓속말할 사람 고르기
keys-everyone = 다시 모두에게
keys-take = 제안 고르기
keys-walk = 메시지 훑어보기
keys-seen = 읽음으로 표시
keys-sheet = 이 화면 보기
about-version = 버전 { $version }
about-body = 누구나 자유롭게 쓰는 오픈 소스예요. 가입도, 저희 서버도, 사용 기록 수집도 없어요.
about-details = 빌드 정보
about-copy = 복사
about-folder = 데이터 폴더
about-folder-help = 키, 방, 대화가 여기에 있어요.
about-folder-open = 폴더 열기
about-thanks = 라이선스와 고마운 분들
about-thanks-help = 마루에 들어 있는 글꼴, 아이콘, 라이브러리예요.
about-bundle = 도움 요청 자료
about-bundle-help = 버전, 시스템, 횟수만 담아요. 메시지, 이름, 주소는 없어요.
about-bundle-make = 만들기…

## Files and transfers

files-title = 파일
files-now = 전송
files-room = 이 방의 파일
file-queue = 차례를 기다리는 중
file-left = { $time } 남음
file-paused = { $percent }%에서 멈춤
file-pause = 일시정지
file-resume = 계속
file-from = { $size } · { $name }님이 보냄
file-sent-all = { $size } · 모두에게 보냄
file-sent-one = { $size } · { $name }님에게만
file-gone = { $name }님이 나가서 멈췄어요
file-refused = { $name }님이 받지 않았어요
file-refused-room = 이 방에서는 보낼 수 없는 종류예요
file-folder = 폴더에서 보기

## Console

console-joined = { $room } 방에 들어왔어요. 내 이름: { $name }. 암호화됨. 명령어 보기: /도움
console-here = 접속 중 ({ $count }): { $names }
console-all = 모두에게
console-from = { $name }님의 귓속말
console-to = { $name }님에게 귓속말
slash-whois = 한 사람의 정보 보기 · /정보
slash-file = 파일 보내기 · /파일
slash-search = 이 방에서 검색 · /검색
slash-ignore = 내 화면에서 숨기기 · /숨기기
slash-kick = 내보내기 · /강퇴
slash-ban = 입장 금지하기 · /밴 /입장금지
slash-mute = 채팅 금지하기 · /채금
slash-lock = 방 잠그기 · /잠금
slash-notice = 공지 올리기/내리기 · /공지

## Common

common-cancel = 취소
common-close = 닫기
common-back = 뒤로
common-done = 완료
common-try = 다시 시도
common-change = 바꾸기
common-show = 보기
common-hide = 숨기기
common-on = 켬
common-off = 끔
common-use = 이 이름 쓰기
common-learn = 더 알아보기
common-quit-host = 지금 { $count }명이 있어요. 방을 닫을까요?
common-quit-host-body = 모두 연결이 끊겨요. 대화는 각자 컴퓨터에 남아요.

## Window

launcher-name-missing = 먼저 이름을 정해 주세요.
host-error-port-range = 포트는 1부터 65535까지의 숫자예요.
