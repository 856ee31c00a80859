BEGIN TRANSACTION;
CREATE TABLE "address" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	reachable BOOLEAN NOT NULL, 
	lease_until DATETIME, 
	term INTEGER NOT NULL, 
	sort VARCHAR(16) NOT NULL, 
	CONSTRAINT address_place UNIQUE (channel, address), 
	CONSTRAINT address_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "address" VALUES(1,1,'telegram','1',1,NULL,0,'person');
INSERT INTO "address" VALUES(2,2,'telegram','2',1,NULL,0,'person');
CREATE TABLE agreement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	round_id INTEGER, 
	question VARCHAR(96), 
	state VARCHAR(16) NOT NULL, 
	reach VARCHAR(16) NOT NULL, 
	what BLOB, 
	seen_by BLOB, 
	otherwise BLOB, 
	why_back BLOB, 
	due_on DATE NOT NULL, 
	proposed_by INTEGER NOT NULL, 
	asked_id INTEGER, 
	owner_id INTEGER, 
	accepted_at DATETIME, 
	ask_on DATE, 
	asks INTEGER NOT NULL, 
	turn INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT agreement_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT agreement_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT agreement_proposed_by_fkey FOREIGN KEY(proposed_by) REFERENCES member (id), 
	CONSTRAINT agreement_asked_id_fkey FOREIGN KEY(asked_id) REFERENCES member (id), 
	CONSTRAINT agreement_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES member (id)
);
INSERT INTO "agreement" VALUES(1,1,NULL,NULL,'proposed','extern',X'01E27FA7BAFD28AA436F7669485F052238F2C789BF050577A3D4D48CAD98F3A88D7E7B0CF2197F3EC9770F95AA3A40E5037C9F8463B7382BC40005DE43F99A3BD39E6E',NULL,NULL,NULL,'2026-11-23',2,NULL,NULL,NULL,NULL,0,0,'2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE "answer" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	seat_id INTEGER NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	value VARCHAR(512), 
	words BLOB, 
	revision INTEGER NOT NULL, 
	source_ref VARCHAR(64), 
	at DATETIME NOT NULL, 
	alone BOOLEAN NOT NULL, 
	by_id INTEGER, 
	CONSTRAINT answer_seat_id_fkey FOREIGN KEY(seat_id) REFERENCES seat (id), 
	CONSTRAINT answer_once UNIQUE (seat_id, question), 
	CONSTRAINT answer_by_id_fkey FOREIGN KEY(by_id) REFERENCES member (id)
);
INSERT INTO "answer" VALUES(1,2,'beeld','given','red',NULL,1,NULL,'2026-11-23 09:00:00.000000',0,NULL);
INSERT INTO "answer" VALUES(2,2,'beeld_merkt','given',NULL,X'015CC53220B78604E7FF245FE140DE6CF6A91889688007E10925D75F791970154786C64140CD31AC011C31AF9CAB1A0081F545B7D2791E632D65D938D88FA1B3590102',1,'7','2026-11-23 09:00:00.000000',0,NULL);
CREATE TABLE appointment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR(32) NOT NULL, 
	subject INTEGER NOT NULL, 
	occurrence VARCHAR(32) NOT NULL, 
	due_at DATETIME NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	CONSTRAINT appointment_once UNIQUE (kind, subject, occurrence)
);
INSERT INTO "appointment" VALUES(1,'close',1,'1','2026-12-03 09:00:00.000000','waiting',0,NULL);
INSERT INTO "appointment" VALUES(2,'look',1,'2026-12-03','2026-12-03 09:00:00.000000','waiting',0,NULL);
CREATE TABLE asked_extra (
	round_id INTEGER NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	CONSTRAINT asked_extra_pkey PRIMARY KEY (round_id, question), 
	CONSTRAINT asked_extra_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id)
);
INSERT INTO "asked_extra" VALUES(1,'zit');
CREATE TABLE attention (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	partnership_id INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT attention_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT attention_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT attention_once UNIQUE (message, partnership_id)
);
INSERT INTO "attention" VALUES(1,2,1,1,'invitation','2026-11-23 09:00:00.000000');
CREATE TABLE card (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	colour VARCHAR(16), 
	member_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT card_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT card_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT card_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT card_once UNIQUE (round_id, organisation_id, question)
);
INSERT INTO "card" VALUES(1,1,2,'beeld',NULL,1,'2026-11-23 09:00:00.000000');
CREATE TABLE choosing (
	round_id INTEGER NOT NULL, 
	closes_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	chosen TEXT NOT NULL, 
	tied TEXT NOT NULL, 
	named TEXT NOT NULL, 
	CONSTRAINT choosing_pkey PRIMARY KEY (round_id), 
	CONSTRAINT choosing_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id)
);
INSERT INTO "choosing" VALUES(1,'2026-12-03 09:00:00.000000',NULL,'','','');
CREATE TABLE chosen_extra (
	partnership_id INTEGER NOT NULL, 
	flow VARCHAR(64) NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	CONSTRAINT chosen_extra_pkey PRIMARY KEY (partnership_id, flow, question), 
	CONSTRAINT chosen_extra_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "chosen_extra" VALUES(1,'motieven','zit');
CREATE TABLE "consent" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	member_id INTEGER NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	at DATETIME NOT NULL, 
	recorded_by INTEGER, 
	CONSTRAINT consent_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT consent_once UNIQUE (member_id, version), 
	CONSTRAINT consent_recorded_by_fkey FOREIGN KEY(recorded_by) REFERENCES member (id)
);
INSERT INTO "consent" VALUES(1,1,'1','nl','2026-11-23 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(2,2,'1','en','2026-11-23 09:00:00.000000',NULL);
CREATE TABLE correction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	seat_id INTEGER, 
	question VARCHAR(96) NOT NULL, 
	was_state VARCHAR(16) NOT NULL, 
	was TEXT, 
	state VARCHAR(16) NOT NULL, 
	value TEXT, 
	by_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT correction_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT correction_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT correction_seat_id_fkey FOREIGN KEY(seat_id) REFERENCES seat (id), 
	CONSTRAINT correction_by_id_fkey FOREIGN KEY(by_id) REFERENCES member (id)
);
INSERT INTO "correction" VALUES(1,1,NULL,2,'beeld','given','red','given','green',NULL,'2026-11-23 09:00:00.000000');
CREATE TABLE digest (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	with_sheet BOOLEAN NOT NULL, 
	CONSTRAINT digest_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "digest" VALUES(1,1,'2026-11-23 09:00:00.000000',0);
CREATE TABLE discussion (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	words BLOB, 
	written_by INTEGER, 
	ended_at DATETIME NOT NULL, 
	told_at DATETIME, 
	CONSTRAINT discussion_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT discussion_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT discussion_written_by_fkey FOREIGN KEY(written_by) REFERENCES member (id), 
	CONSTRAINT discussion_round UNIQUE (round_id)
);
INSERT INTO "discussion" VALUES(1,1,1,'talked',NULL,NULL,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	words BLOB NOT NULL, 
	at DATETIME NOT NULL, 
	floor_version INTEGER, 
	CONSTRAINT draft_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "draft" VALUES(1,2,X'01EDE4076B60DE0DAF38CAE0DC055B3150EFFD48E023C78D7C42765E5AF35622F0B2FDEA3B9DD5814197336D03399A1988CD85B9BDDE40A537D2E39E5F7142940C118E','2026-11-23 09:00:00.000000',NULL);
CREATE TABLE ending (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	asked_by INTEGER NOT NULL, 
	reason VARCHAR(16) NOT NULL, 
	words BLOB, 
	asked_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT ending_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT ending_asked_by_fkey FOREIGN KEY(asked_by) REFERENCES member (id)
);
INSERT INTO "ending" VALUES(1,1,1,'reached',NULL,'2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000','asked',NULL);
CREATE TABLE ending_voice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	ending_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	agrees BOOLEAN NOT NULL, 
	words BLOB, 
	at DATETIME NOT NULL, 
	CONSTRAINT ending_voice_ending_id_fkey FOREIGN KEY(ending_id) REFERENCES ending (id), 
	CONSTRAINT ending_voice_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT ending_voice_once UNIQUE (ending_id, member_id)
);
INSERT INTO "ending_voice" VALUES(1,1,2,1,NULL,'2026-11-23 09:00:00.000000');
CREATE TABLE event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	member_id INTEGER, 
	at DATETIME NOT NULL, 
	data TEXT, 
	CONSTRAINT event_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT event_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "event" VALUES(1,1,'joined',2,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE failed_link (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT failed_link_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "failed_link" VALUES(1,2,'2026-11-23 09:00:00.000000');
CREATE TABLE floor (
	person_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	seat_id INTEGER, 
	question VARCHAR(96), 
	form VARCHAR(64), 
	data TEXT, 
	ref VARCHAR(64), 
	shown_at DATETIME, 
	CONSTRAINT floor_pkey PRIMARY KEY (person_id), 
	CONSTRAINT floor_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT floor_seat_id_fkey FOREIGN KEY(seat_id) REFERENCES seat (id)
);
INSERT INTO "floor" VALUES(2,1,'question',2,'weet',NULL,NULL,NULL,NULL);
CREATE TABLE flow_revision (
	flow VARCHAR(64) NOT NULL, 
	revision VARCHAR(64) NOT NULL, 
	source TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT flow_revision_pkey PRIMARY KEY (flow, revision)
);
INSERT INTO "flow_revision" VALUES('balanscheck','r1','vinkje: 1
','2026-11-23 09:00:00.000000');
CREATE TABLE group_chat (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	address_id INTEGER, 
	asked_by INTEGER NOT NULL, 
	token_hash BLOB, 
	expires_at DATETIME, 
	linked_at DATETIME, 
	CONSTRAINT group_chat_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT group_chat_address_id_fkey FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT group_chat_asked_by_fkey FOREIGN KEY(asked_by) REFERENCES member (id), 
	CONSTRAINT group_chat_partnership UNIQUE (partnership_id), 
	CONSTRAINT group_chat_address UNIQUE (address_id)
);
INSERT INTO "group_chat" VALUES(1,1,NULL,1,X'67726F7570',NULL,NULL);
CREATE TABLE heartbeat (
	name VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT heartbeat_pkey PRIMARY KEY (name)
);
INSERT INTO "heartbeat" VALUES('bot','2026-11-23 09:00:00.000000');
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(16) NOT NULL, 
	"key" VARCHAR(96) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	at DATETIME NOT NULL, 
	code VARCHAR(16), 
	payload BLOB, 
	CONSTRAINT inbox_once UNIQUE (channel, "key")
);
INSERT INTO "inbox" VALUES(1,'telegram','m1','done','2026-11-23 09:00:00.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(2,'telegram','m2','failed','2026-11-23 09:00:00.000000','ABC234',X'01C78AD43BEF323B1478B7FC70FEF6165C619090E257F8EB1042938A4E961D070CAF1FD89135BCF73BAC75FD845574047F21C6D05EA4D6F0D4B493898295B069B5A69F');
CREATE TABLE inquiry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	asker_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	question VARCHAR(96), 
	receiver_id INTEGER, 
	handed_by INTEGER, 
	answered_by INTEGER, 
	way VARCHAR(16) NOT NULL, 
	known VARCHAR(16) NOT NULL, 
	words BLOB, 
	supposed BLOB, 
	answer BLOB, 
	asked_at DATETIME NOT NULL, 
	reminded_at DATETIME, 
	answered_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT inquiry_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT inquiry_asker_id_fkey FOREIGN KEY(asker_id) REFERENCES member (id), 
	CONSTRAINT inquiry_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT inquiry_receiver_id_fkey FOREIGN KEY(receiver_id) REFERENCES member (id), 
	CONSTRAINT inquiry_handed_by_fkey FOREIGN KEY(handed_by) REFERENCES member (id), 
	CONSTRAINT inquiry_answered_by_fkey FOREIGN KEY(answered_by) REFERENCES member (id)
);
INSERT INTO "inquiry" VALUES(1,1,1,2,'beeld',2,NULL,NULL,'open','asked',X'01AB85F212C700BA01E47FB4C82C7DF7EE5D917510A646A81EF2A37DC21C069D589A29B197C70732D2ACB8A9A9F95142BC16000893D25282660A427663A2CF8BB97464',NULL,NULL,'2026-11-23 09:00:00.000000',NULL,NULL,NULL);
CREATE TABLE "invite" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER, 
	organisation_id INTEGER, 
	role VARCHAR(16) NOT NULL, 
	token_hash BLOB NOT NULL, 
	uses_left INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	made_by INTEGER, 
	created_at DATETIME NOT NULL, 
	member_id INTEGER, 
	CONSTRAINT invite_token UNIQUE (token_hash), 
	CONSTRAINT invite_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT invite_made_by_fkey FOREIGN KEY(made_by) REFERENCES member (id), 
	CONSTRAINT invite_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT invite_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id)
);
INSERT INTO "invite" VALUES(1,1,2,'partner',X'3C469E9D6C5875D37A43F353D4F88E61FCF812C66EEE3457465A40B0DA4153E0',1,'2026-12-03 09:00:00.000000',NULL,1,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE joint_answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	seat_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	put_by INTEGER, 
	put_at DATETIME, 
	goes_at DATETIME, 
	sent_at DATETIME, 
	CONSTRAINT joint_answer_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT joint_answer_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT joint_answer_seat_id_fkey FOREIGN KEY(seat_id) REFERENCES seat (id), 
	CONSTRAINT joint_answer_put_by_fkey FOREIGN KEY(put_by) REFERENCES member (id), 
	CONSTRAINT joint_answer_once UNIQUE (round_id, organisation_id)
);
INSERT INTO "joint_answer" VALUES(1,1,1,1,2,1,'2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000',NULL);
CREATE TABLE joint_consent (
	seat_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT joint_consent_pkey PRIMARY KEY (seat_id), 
	CONSTRAINT joint_consent_seat_id_fkey FOREIGN KEY(seat_id) REFERENCES seat (id)
);
INSERT INTO "joint_consent" VALUES(1,2);
CREATE TABLE left_over (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT left_over_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT left_over_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT left_over_once UNIQUE (round_id, question)
);
INSERT INTO "left_over" VALUES(1,1,1,'beeld','2026-11-23 09:00:00.000000',NULL);
CREATE TABLE live (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	member_id INTEGER NOT NULL, 
	ref VARCHAR(64), 
	at DATETIME NOT NULL, 
	CONSTRAINT live_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT live_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT live_once UNIQUE (round_id)
);
INSERT INTO "live" VALUES(1,1,'cards',1,NULL,'2026-11-23 09:00:00.000000');
CREATE TABLE meeting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, moved INTEGER, skipped_at DATETIME, 
	CONSTRAINT meeting_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "meeting" VALUES(1,1,'2026-12-03 09:00:00.000000','planned','2026-11-23 09:00:00.000000',NULL,NULL);
CREATE TABLE member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	partnership_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	layer VARCHAR(16), 
	role VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	consent_version VARCHAR(32) NOT NULL, 
	consented_at DATETIME NOT NULL, 
	joined_at DATETIME NOT NULL, 
	left_at DATETIME, 
	paper BOOLEAN NOT NULL, moved_at DATETIME, acting BOOLEAN, 
	CONSTRAINT member_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT member_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT member_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "member" VALUES(1,1,1,1,'uitvoering','coordinator','Coordinator','1','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000',NULL,0,NULL,NULL);
INSERT INTO "member" VALUES(2,2,1,2,'uitvoering','partner','Partner','1','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000',NULL,0,NULL,NULL);
CREATE TABLE organisation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	name TEXT NOT NULL, sort VARCHAR(16), 
	CONSTRAINT organisation_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT organisation_name UNIQUE (partnership_id, name)
);
INSERT INTO "organisation" VALUES(1,1,'Gemeente Oost',NULL);
INSERT INTO "organisation" VALUES(2,1,'Woonstad',NULL);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	address_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	message TEXT NOT NULL, 
	urgency VARCHAR(16) NOT NULL, 
	copies VARCHAR(16) NOT NULL, 
	slot VARCHAR(64), 
	wanted_floor INTEGER, 
	wanted_seat INTEGER, 
	not_before DATETIME, 
	not_after DATETIME, 
	edit VARCHAR(64), 
	retire VARCHAR(64), 
	state VARCHAR(16) NOT NULL, 
	attempts INTEGER NOT NULL, 
	ref VARCHAR(64), 
	detail TEXT, 
	created_at DATETIME NOT NULL, 
	claimed_until DATETIME, 
	done_at DATETIME, counts VARCHAR(16), partnership_id INTEGER, bundled_into INTEGER, 
	CONSTRAINT outbox_address_id_fkey FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT outbox_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "outbox" VALUES(1,2,2,'{"ask":{"seat":2,"question":"weet","version":1,"more":false}}','reply','twice',NULL,1,NULL,NULL,NULL,NULL,NULL,'ready',0,NULL,NULL,'2026-11-23 09:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(2,1,1,'{"notice":{"key":"join.told","values":{"name":"Carla"},"buttons":[]}}','reply','twice',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ready',0,NULL,NULL,'2026-11-23 09:00:00.000000',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE partnership (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	doelgroep TEXT NOT NULL, 
	timezone VARCHAR(64) NOT NULL, 
	keeper_id INTEGER, 
	deputy_id INTEGER, 
	next_flow VARCHAR(64) NOT NULL, 
	made_by INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, keep_months INTEGER, keep_chosen_at DATETIME, region VARCHAR(16), paused_until DATE, opens_at DATETIME, opens_chosen_at DATETIME, rhythm_from DATE, erased_at DATETIME, 
	CONSTRAINT partnership_made_by_fkey FOREIGN KEY(made_by) REFERENCES person (id)
);
INSERT INTO "partnership" VALUES(1,'Thuis in Oost','gezinnen','Europe/Amsterdam',1,NULL,'balanscheck',1,'2026-11-23 09:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	language VARCHAR(2) NOT NULL, 
	days VARCHAR(20) NOT NULL, 
	slot VARCHAR(16) NOT NULL, 
	away_until DATE, 
	created_at DATETIME NOT NULL
, away_since DATETIME, returns_at DATETIME);
INSERT INTO "person" VALUES(1,'nl','mo,tu,we,th,fr','morning',NULL,'2026-11-23 09:00:00.000000',NULL,NULL);
INSERT INTO "person" VALUES(2,'en','mo,tu,we,th,fr','morning',NULL,'2026-11-23 09:00:00.000000',NULL,NULL);
CREATE TABLE reason (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	words BLOB, 
	given_by INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	contested_by INTEGER, 
	contested_at DATETIME, 
	CONSTRAINT reason_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT reason_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT reason_given_by_fkey FOREIGN KEY(given_by) REFERENCES member (id), 
	CONSTRAINT reason_contested_by_fkey FOREIGN KEY(contested_by) REFERENCES member (id)
);
INSERT INTO "reason" VALUES(1,1,1,'beeld',NULL,1,'2026-11-23 09:00:00.000000',NULL,NULL);
CREATE TABLE relay (
	round_id INTEGER NOT NULL, 
	ends_at DATETIME NOT NULL, 
	harvested_at DATETIME, 
	CONSTRAINT relay_pkey PRIMARY KEY (round_id), 
	CONSTRAINT relay_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id)
);
INSERT INTO "relay" VALUES(1,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE remark (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	round_id INTEGER, 
	agreement_id INTEGER, 
	question VARCHAR(96), 
	words BLOB, 
	at DATETIME NOT NULL, 
	CONSTRAINT remark_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT remark_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT remark_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT remark_agreement_id_fkey FOREIGN KEY(agreement_id) REFERENCES agreement (id)
);
INSERT INTO "remark" VALUES(1,1,1,'farewell',NULL,NULL,NULL,X'015C5F71D24FDDB2C9FDEBBE5FBBA7275E87A685800F178ACBDDC61A23B6386DC3B4BE58A81674A0115B5D614329B61BA9DA67011F217EAA2FAB588D5659EF20B8CC17','2026-11-23 09:00:00.000000');
CREATE TABLE "round" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	flow VARCHAR(64) NOT NULL, 
	revision VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	opened_at DATETIME NOT NULL, 
	closes_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	revealed_at DATETIME, 
	settled_at DATETIME, 
	opened_by INTEGER, 
	extended BOOLEAN NOT NULL, 
	counts_from INTEGER, 
	words_from INTEGER, 
	emptied_at DATETIME, 
	meeting_id INTEGER, 
	asks_at DATETIME, 
	joint BOOLEAN NOT NULL, 
	only_id INTEGER, 
	CONSTRAINT round_meeting_id_fkey FOREIGN KEY(meeting_id) REFERENCES meeting (id), 
	CONSTRAINT round_only_id_fkey FOREIGN KEY(only_id) REFERENCES organisation (id), 
	CONSTRAINT round_opened_by_fkey FOREIGN KEY(opened_by) REFERENCES member (id), 
	CONSTRAINT round_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "round" VALUES(1,1,'balanscheck','r1',1,'collect','2026-11-23 09:00:00.000000','2026-12-03 09:00:00.000000',NULL,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,0,NULL);
CREATE TABLE "seat" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	layer VARCHAR(16), 
	state VARCHAR(16) NOT NULL, 
	sent_at DATETIME, 
	late BOOLEAN NOT NULL, 
	reached_at DATETIME, 
	reminders INTEGER NOT NULL, 
	filled_by INTEGER, 
	CONSTRAINT seat_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT seat_once UNIQUE (round_id, member_id), 
	CONSTRAINT seat_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT seat_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT seat_filled_by_fkey FOREIGN KEY(filled_by) REFERENCES member (id)
);
INSERT INTO "seat" VALUES(1,1,1,1,'uitvoering','invited',NULL,0,NULL,0,NULL);
INSERT INTO "seat" VALUES(2,1,2,2,'uitvoering','invited',NULL,0,NULL,0,NULL);
CREATE TABLE snapshot (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	contents TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT snapshot_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT snapshot_once UNIQUE (round_id, kind)
);
INSERT INTO "snapshot" VALUES(1,1,'overview','{}','2026-11-23 09:00:00.000000');
CREATE TABLE stand_in (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	member_id INTEGER NOT NULL, 
	by_id INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	accepted_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT stand_in_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT stand_in_by_id_fkey FOREIGN KEY(by_id) REFERENCES member (id)
);
INSERT INTO "stand_in" VALUES(1,2,1,'2026-11-23 09:00:00.000000',NULL,NULL);
CREATE TABLE told (
	event_id INTEGER NOT NULL, 
	digest_id INTEGER NOT NULL, 
	CONSTRAINT told_pkey PRIMARY KEY (event_id), 
	CONSTRAINT told_event_id_fkey FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT told_digest_id_fkey FOREIGN KEY(digest_id) REFERENCES digest (id)
);
INSERT INTO "told" VALUES(1,1);
CREATE TABLE topic_voice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	picks TEXT NOT NULL, 
	sent_at DATETIME, 
	CONSTRAINT topic_voice_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT topic_voice_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT topic_voice_once UNIQUE (round_id, member_id)
);
INSERT INTO "topic_voice" VALUES(1,1,2,'beeld',NULL);
CREATE TABLE turn (
	name VARCHAR(32) NOT NULL, 
	free_at DATETIME NOT NULL, 
	CONSTRAINT turn_pkey PRIMARY KEY (name)
);
INSERT INTO "turn" VALUES('bulk','2026-11-23 09:00:00.000000');
CREATE TABLE watch (
	partnership_id INTEGER NOT NULL, 
	step VARCHAR(16) NOT NULL, 
	since DATETIME NOT NULL, 
	cause VARCHAR(16), 
	until DATE, 
	CONSTRAINT watch_pkey PRIMARY KEY (partnership_id), 
	CONSTRAINT watch_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "watch" VALUES(1,'calm','2026-11-23 09:00:00.000000',NULL,NULL);
CREATE INDEX appointment_due ON appointment (due_at) WHERE done_at IS NULL;
CREATE INDEX inbox_at ON inbox (at);
CREATE INDEX draft_at ON draft (at);
CREATE INDEX draft_person_id ON draft (person_id);
CREATE INDEX failed_link_person_at ON failed_link (person_id, at);
CREATE INDEX partnership_made_by ON partnership (made_by);
CREATE INDEX meeting_when ON meeting (partnership_id, starts_at);
CREATE INDEX outbox_address_id ON outbox (address_id);
CREATE INDEX outbox_open ON outbox (address_id, id) WHERE done_at IS NULL;
CREATE INDEX outbox_person_id ON outbox (person_id);
CREATE INDEX outbox_slot ON outbox (person_id, slot) WHERE done_at IS NULL;
CREATE UNIQUE INDEX member_active ON member (person_id, partnership_id) WHERE left_at IS NULL;
CREATE INDEX member_organisation_id ON member (organisation_id);
CREATE INDEX member_partnership_id ON member (partnership_id);
CREATE INDEX member_person_id ON member (person_id);
CREATE INDEX event_member_id ON event (member_id);
CREATE INDEX event_when ON event (partnership_id, at);
CREATE INDEX floor_seat_id ON floor (seat_id);
CREATE INDEX invite_made_by ON invite (made_by);
CREATE INDEX invite_partnership_id ON invite (partnership_id);
CREATE INDEX invite_organisation_id ON invite (organisation_id);
CREATE INDEX invite_member_id ON invite (member_id);
CREATE INDEX digest_partnership_id ON digest (partnership_id);
CREATE INDEX told_digest_id ON told (digest_id);
CREATE INDEX ending_partnership_id ON ending (partnership_id);
CREATE INDEX ending_asked_by ON ending (asked_by);
CREATE INDEX ending_voice_member_id ON ending_voice (member_id);
CREATE INDEX attention_when ON attention (person_id, at);
CREATE INDEX attention_partnership_id ON attention (partnership_id);
CREATE INDEX outbox_bundled_into ON outbox (bundled_into);
CREATE INDEX stand_in_member_id ON stand_in (member_id);
CREATE INDEX stand_in_by_id ON stand_in (by_id);
CREATE INDEX agreement_partnership_id ON agreement (partnership_id);
CREATE INDEX agreement_round_id ON agreement (round_id);
CREATE INDEX agreement_proposed_by ON agreement (proposed_by);
CREATE INDEX agreement_asked_id ON agreement (asked_id);
CREATE INDEX agreement_owner_id ON agreement (owner_id);
CREATE INDEX reason_partnership_id ON reason (partnership_id);
CREATE INDEX reason_round_id ON reason (round_id);
CREATE INDEX reason_given_by ON reason (given_by);
CREATE INDEX reason_contested_by ON reason (contested_by);
CREATE INDEX discussion_partnership_id ON discussion (partnership_id);
CREATE INDEX discussion_written_by ON discussion (written_by);
CREATE INDEX left_over_partnership_id ON left_over (partnership_id);
CREATE INDEX consent_recorded_by ON consent (recorded_by);
CREATE INDEX seat_member_id ON seat (member_id);
CREATE INDEX seat_organisation_id ON seat (organisation_id);
CREATE INDEX seat_filled_by ON seat (filled_by);
CREATE INDEX live_member_id ON live (member_id);
CREATE INDEX card_organisation_id ON card (organisation_id);
CREATE INDEX card_member_id ON card (member_id);
CREATE INDEX inquiry_round_id ON inquiry (round_id);
CREATE INDEX inquiry_asker_id ON inquiry (asker_id);
CREATE INDEX inquiry_organisation_id ON inquiry (organisation_id);
CREATE INDEX inquiry_receiver_id ON inquiry (receiver_id);
CREATE INDEX inquiry_handed_by ON inquiry (handed_by);
CREATE INDEX inquiry_answered_by ON inquiry (answered_by);
CREATE INDEX correction_round_id ON correction (round_id);
CREATE INDEX correction_organisation_id ON correction (organisation_id);
CREATE INDEX correction_seat_id ON correction (seat_id);
CREATE INDEX correction_by_id ON correction (by_id);
CREATE INDEX address_person_id ON address (person_id);
CREATE INDEX group_chat_asked_by ON group_chat (asked_by);
CREATE INDEX remark_partnership_id ON remark (partnership_id);
CREATE INDEX remark_member_id ON remark (member_id);
CREATE INDEX remark_round_id ON remark (round_id);
CREATE INDEX remark_agreement_id ON remark (agreement_id);
CREATE INDEX round_only_id ON round (only_id);
CREATE INDEX round_meeting_id ON round (meeting_id);
CREATE INDEX round_opened_by ON round (opened_by);
CREATE INDEX round_order ON round (partnership_id, flow, number);
CREATE INDEX answer_by_id ON answer (by_id);
CREATE INDEX joint_answer_organisation_id ON joint_answer (organisation_id);
CREATE INDEX joint_answer_seat_id ON joint_answer (seat_id);
CREATE INDEX joint_answer_put_by ON joint_answer (put_by);
CREATE INDEX topic_voice_member_id ON topic_voice (member_id);
CREATE TRIGGER answer_agreed BEFORE INSERT ON answer WHEN NOT EXISTS (SELECT 1 FROM consent JOIN seat ON seat.member_id = consent.member_id WHERE seat.id = NEW.seat_id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER answer_agreed_moved BEFORE UPDATE OF seat_id ON answer WHEN NOT EXISTS (SELECT 1 FROM consent JOIN seat ON seat.member_id = consent.member_id WHERE seat.id = NEW.seat_id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER seat_agreed BEFORE UPDATE OF member_id ON seat WHEN EXISTS (SELECT 1 FROM answer WHERE seat_id = NEW.id) AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = NEW.member_id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER consent_kept BEFORE DELETE ON consent WHEN EXISTS (SELECT 1 FROM answer JOIN seat ON seat.id = answer.seat_id WHERE seat.member_id = OLD.member_id) AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = OLD.member_id AND id <> OLD.id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER consent_kept_moved BEFORE UPDATE OF member_id ON consent WHEN EXISTS (SELECT 1 FROM answer JOIN seat ON seat.id = answer.seat_id WHERE seat.member_id = OLD.member_id) AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = OLD.member_id AND id <> OLD.id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END;
CREATE TRIGGER event_not_dropped BEFORE DELETE ON event WHEN EXISTS (SELECT 1 FROM partnership WHERE id = OLD.partnership_id AND ended_at IS NULL) BEGIN SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('invite',1);
INSERT INTO "sqlite_sequence" VALUES('appointment',2);
INSERT INTO "sqlite_sequence" VALUES('consent',2);
INSERT INTO "sqlite_sequence" VALUES('seat',2);
INSERT INTO "sqlite_sequence" VALUES('address',2);
INSERT INTO "sqlite_sequence" VALUES('round',1);
INSERT INTO "sqlite_sequence" VALUES('answer',2);
INSERT INTO "sqlite_sequence" VALUES('person',2);
INSERT INTO "sqlite_sequence" VALUES('partnership',1);
INSERT INTO "sqlite_sequence" VALUES('organisation',2);
INSERT INTO "sqlite_sequence" VALUES('member',2);
INSERT INTO "sqlite_sequence" VALUES('meeting',1);
INSERT INTO "sqlite_sequence" VALUES('snapshot',1);
INSERT INTO "sqlite_sequence" VALUES('event',1);
INSERT INTO "sqlite_sequence" VALUES('draft',1);
INSERT INTO "sqlite_sequence" VALUES('failed_link',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('inbox',2);
INSERT INTO "sqlite_sequence" VALUES('digest',1);
INSERT INTO "sqlite_sequence" VALUES('ending',1);
INSERT INTO "sqlite_sequence" VALUES('agreement',1);
INSERT INTO "sqlite_sequence" VALUES('reason',1);
INSERT INTO "sqlite_sequence" VALUES('attention',1);
INSERT INTO "sqlite_sequence" VALUES('discussion',1);
INSERT INTO "sqlite_sequence" VALUES('left_over',1);
INSERT INTO "sqlite_sequence" VALUES('ending_voice',1);
INSERT INTO "sqlite_sequence" VALUES('card',1);
INSERT INTO "sqlite_sequence" VALUES('live',1);
INSERT INTO "sqlite_sequence" VALUES('inquiry',1);
INSERT INTO "sqlite_sequence" VALUES('stand_in',1);
INSERT INTO "sqlite_sequence" VALUES('topic_voice',1);
INSERT INTO "sqlite_sequence" VALUES('correction',1);
INSERT INTO "sqlite_sequence" VALUES('group_chat',1);
INSERT INTO "sqlite_sequence" VALUES('joint_answer',1);
INSERT INTO "sqlite_sequence" VALUES('remark',1);
COMMIT;
