BEGIN TRANSACTION;
CREATE TABLE address (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	reachable BOOLEAN NOT NULL, 
	lease_until DATETIME, 
	term INTEGER NOT NULL, 
	CONSTRAINT address_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT address_place UNIQUE (channel, address)
);
INSERT INTO "address" VALUES(1,1,'telegram','1',1,NULL,0);
INSERT INTO "address" VALUES(2,2,'telegram','2',1,NULL,0);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	seat_id INTEGER NOT NULL, 
	question VARCHAR(96) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	value VARCHAR(64), 
	words BLOB, 
	revision INTEGER NOT NULL, 
	source_ref VARCHAR(64), 
	at DATETIME NOT NULL, 
	CONSTRAINT answer_seat_id_fkey FOREIGN KEY(seat_id) REFERENCES seat (id), 
	CONSTRAINT answer_once UNIQUE (seat_id, question)
);
INSERT INTO "answer" VALUES(1,2,'beeld','given','red',NULL,1,NULL,'2026-11-23 09:00:00.000000');
INSERT INTO "answer" VALUES(2,2,'beeld_merkt','given',NULL,X'01B772B783EA8103D627B912DBF725C76F3ABBEC93B12620DF17A3259F81949D01B6B31D8D57F24074E23108A70127179ADDE1A872FD0AB6B57B06A06F22A143C14102',1,'7','2026-11-23 09:00:00.000000');
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
CREATE TABLE consent (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	member_id INTEGER NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT consent_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT consent_once UNIQUE (member_id, version)
);
INSERT INTO "consent" VALUES(1,1,'1','nl','2026-11-23 09:00:00.000000');
INSERT INTO "consent" VALUES(2,2,'1','en','2026-11-23 09:00:00.000000');
CREATE TABLE draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	words BLOB NOT NULL, 
	at DATETIME NOT NULL, 
	floor_version INTEGER, 
	CONSTRAINT draft_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "draft" VALUES(1,2,X'01C8A344A8E7B1FFE3AB18A5621AAB4FABD2B8A7BC44524F642A3D694F27F4883ABE008BFD498D2D7DAA15D7585F5FD7C93795C460212D823BD22F8AAFD6B7E1047117','2026-11-23 09:00:00.000000',NULL);
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
INSERT INTO "inbox" VALUES(2,'telegram','m2','failed','2026-11-23 09:00:00.000000','ABC234',X'0141A3F2F595D74B56B220916A184432A07E4546053E1A05F462DE306D8CFC5073162B842A49BA37FFF50836CA268C3D11D94D851570231C7C1E0024A4C5060F1AD9FE');
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
	CONSTRAINT invite_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT invite_token UNIQUE (token_hash), 
	CONSTRAINT invite_made_by_fkey FOREIGN KEY(made_by) REFERENCES member (id), 
	CONSTRAINT invite_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT invite_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id)
);
INSERT INTO "invite" VALUES(1,1,2,'partner',X'3C469E9D6C5875D37A43F353D4F88E61FCF812C66EEE3457465A40B0DA4153E0',1,'2026-12-03 09:00:00.000000',NULL,1,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE meeting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT meeting_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "meeting" VALUES(1,1,'2026-12-03 09:00:00.000000','planned','2026-11-23 09:00:00.000000');
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
	paper BOOLEAN NOT NULL, moved_at DATETIME, 
	CONSTRAINT member_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT member_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT member_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "member" VALUES(1,1,1,1,'uitvoering','coordinator','Coordinator','1','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000',NULL,0,NULL);
INSERT INTO "member" VALUES(2,2,1,2,'uitvoering','partner','Partner','1','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000',NULL,0,NULL);
CREATE TABLE organisation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	partnership_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT organisation_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id), 
	CONSTRAINT organisation_name UNIQUE (partnership_id, name)
);
INSERT INTO "organisation" VALUES(1,1,'Gemeente Oost');
INSERT INTO "organisation" VALUES(2,1,'Woonstad');
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
	done_at DATETIME, 
	CONSTRAINT outbox_address_id_fkey FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT outbox_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "outbox" VALUES(1,2,2,'{"ask":{"seat":2,"question":"weet","version":1,"more":false}}','reply','twice',NULL,1,NULL,NULL,NULL,NULL,NULL,'ready',0,NULL,NULL,'2026-11-23 09:00:00.000000',NULL,NULL);
INSERT INTO "outbox" VALUES(2,1,1,'{"notice":{"key":"join.told","values":{"name":"Carla"},"buttons":[]}}','reply','twice',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ready',0,NULL,NULL,'2026-11-23 09:00:00.000000',NULL,NULL);
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
	ended_at DATETIME, keep_months INTEGER, keep_chosen_at DATETIME, 
	CONSTRAINT partnership_made_by_fkey FOREIGN KEY(made_by) REFERENCES person (id)
);
INSERT INTO "partnership" VALUES(1,'Thuis in Oost','gezinnen','Europe/Amsterdam',1,NULL,'balanscheck',1,'2026-11-23 09:00:00.000000',NULL,NULL,NULL);
CREATE TABLE person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	language VARCHAR(2) NOT NULL, 
	days VARCHAR(20) NOT NULL, 
	slot VARCHAR(16) NOT NULL, 
	away_until DATE, 
	created_at DATETIME NOT NULL
);
INSERT INTO "person" VALUES(1,'nl','mo,tu,we,th,fr','morning',NULL,'2026-11-23 09:00:00.000000');
INSERT INTO "person" VALUES(2,'en','mo,tu,we,th,fr','morning',NULL,'2026-11-23 09:00:00.000000');
CREATE TABLE round (
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
	extended BOOLEAN NOT NULL, counts_from INTEGER, words_from INTEGER, emptied_at DATETIME, 
	CONSTRAINT round_opened_by_fkey FOREIGN KEY(opened_by) REFERENCES member (id), 
	CONSTRAINT round_partnership_id_fkey FOREIGN KEY(partnership_id) REFERENCES partnership (id)
);
INSERT INTO "round" VALUES(1,1,'balanscheck','r1',1,'collect','2026-11-23 09:00:00.000000','2026-12-03 09:00:00.000000',NULL,NULL,NULL,1,0,NULL,NULL,NULL);
CREATE TABLE seat (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	layer VARCHAR(16), 
	state VARCHAR(16) NOT NULL, 
	sent_at DATETIME, 
	late BOOLEAN NOT NULL, 
	CONSTRAINT seat_member_id_fkey FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT seat_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT seat_round_id_fkey FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT seat_once UNIQUE (round_id, member_id)
);
INSERT INTO "seat" VALUES(1,1,1,1,'uitvoering','invited',NULL,0);
INSERT INTO "seat" VALUES(2,1,2,2,'uitvoering','invited',NULL,0);
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
CREATE TABLE turn (
	name VARCHAR(32) NOT NULL, 
	free_at DATETIME NOT NULL, 
	CONSTRAINT turn_pkey PRIMARY KEY (name)
);
INSERT INTO "turn" VALUES('bulk','2026-11-23 09:00:00.000000');
CREATE INDEX appointment_due ON appointment (due_at) WHERE done_at IS NULL;
CREATE INDEX inbox_at ON inbox (at);
CREATE INDEX address_person_id ON address (person_id);
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
CREATE INDEX round_opened_by ON round (opened_by);
CREATE INDEX round_order ON round (partnership_id, flow, number);
CREATE INDEX seat_member_id ON seat (member_id);
CREATE INDEX seat_organisation_id ON seat (organisation_id);
CREATE INDEX floor_seat_id ON floor (seat_id);
CREATE INDEX invite_organisation_id ON invite (organisation_id);
CREATE INDEX invite_made_by ON invite (made_by);
CREATE INDEX invite_partnership_id ON invite (partnership_id);
CREATE INDEX invite_member_id ON invite (member_id);
CREATE TRIGGER answer_agreed BEFORE INSERT ON answer WHEN NOT EXISTS (SELECT 1 FROM consent JOIN seat ON seat.member_id = consent.member_id WHERE seat.id = NEW.seat_id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER answer_agreed_moved BEFORE UPDATE OF seat_id ON answer WHEN NOT EXISTS (SELECT 1 FROM consent JOIN seat ON seat.member_id = consent.member_id WHERE seat.id = NEW.seat_id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER seat_agreed BEFORE UPDATE OF member_id ON seat WHEN EXISTS (SELECT 1 FROM answer WHERE seat_id = NEW.id) AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = NEW.member_id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER consent_kept BEFORE DELETE ON consent WHEN EXISTS (SELECT 1 FROM answer JOIN seat ON seat.id = answer.seat_id WHERE seat.member_id = OLD.member_id) AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = OLD.member_id AND id <> OLD.id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER consent_kept_moved BEFORE UPDATE OF member_id ON consent WHEN EXISTS (SELECT 1 FROM answer JOIN seat ON seat.id = answer.seat_id WHERE seat.member_id = OLD.member_id) AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = OLD.member_id AND id <> OLD.id) BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END;
CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END;
CREATE TRIGGER event_not_dropped BEFORE DELETE ON event WHEN EXISTS (SELECT 1 FROM partnership WHERE id = OLD.partnership_id AND ended_at IS NULL) BEGIN SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('invite',1);
INSERT INTO "sqlite_sequence" VALUES('consent',2);
INSERT INTO "sqlite_sequence" VALUES('person',2);
INSERT INTO "sqlite_sequence" VALUES('address',2);
INSERT INTO "sqlite_sequence" VALUES('partnership',1);
INSERT INTO "sqlite_sequence" VALUES('organisation',2);
INSERT INTO "sqlite_sequence" VALUES('member',2);
INSERT INTO "sqlite_sequence" VALUES('meeting',1);
INSERT INTO "sqlite_sequence" VALUES('round',1);
INSERT INTO "sqlite_sequence" VALUES('seat',2);
INSERT INTO "sqlite_sequence" VALUES('answer',2);
INSERT INTO "sqlite_sequence" VALUES('snapshot',1);
INSERT INTO "sqlite_sequence" VALUES('event',1);
INSERT INTO "sqlite_sequence" VALUES('draft',1);
INSERT INTO "sqlite_sequence" VALUES('failed_link',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('inbox',2);
INSERT INTO "sqlite_sequence" VALUES('appointment',1);
COMMIT;
