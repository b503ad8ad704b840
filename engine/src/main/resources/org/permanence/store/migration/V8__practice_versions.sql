-- What each practice's file said, and who changed it why. The file is what an engine starts from; this is its history.

create table practice_version (
    practice varchar(40) not null,
    number integer not null check (number > 0),
    at timestamp(6) with time zone not null,
    author varchar(64) not null,
    why varchar(200) not null,
    sha256 varchar(64) not null,
    text varchar(1048576) not null,
    primary key (practice, number)
);

comment on table practice_version is 'One row for each text a practice''s file has had.';
comment on column practice_version.practice is 'none: the practice';
comment on column practice_version.number is 'none: which of its texts, from 1';
comment on column practice_version.at is 'none: since when';
comment on column practice_version.author is 'identity: who changed it; file: it was found changed at a start';
comment on column practice_version.why is 'identity: the reason, in the words of whoever changed it';
comment on column practice_version.sha256 is 'none: the digest of the text';
comment on column practice_version.text is 'contact: the file, with the practice''s name, numbers and words';
