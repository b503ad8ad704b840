-- The language that a caller has chosen, where the practice offers several.

alter table call_record add column language varchar(2)
    check (language = any (array['FR', 'EN']));
alter table journal add column language varchar(2)
    check (language = any (array['FR', 'EN']));
alter table waiting_call add column language varchar(2)
    check (language = any (array['FR', 'EN']));
alter table waiting_call add column language_only boolean default false not null;

comment on column call_record.language is 'identity: the language the caller has chosen; absent where it is the practice''s';
comment on column journal.language is 'identity: the language the caller has chosen by this station';
comment on column waiting_call.language is 'identity: the language the caller has chosen';
comment on column waiting_call.language_only is 'none: whether the caller waits for somebody who speaks it';
