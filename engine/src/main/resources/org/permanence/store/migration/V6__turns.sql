-- The order of answering: a call's turn, when a routine call begins to count as unclear, and which other team may answer it.

alter table waiting_call add column turn timestamp(6) with time zone;
update waiting_call set turn = since;
alter table waiting_call alter column turn set not null;
alter table waiting_call add column ages timestamp(6) with time zone;
alter table waiting_call add column home_team varchar(40);
alter table waiting_call add column other_team varchar(40);
alter table waiting_call add column other_from timestamp(6) with time zone;

comment on column waiting_call.turn is 'none: the moment that counts as its arrival, in the order of answering';
comment on column waiting_call.ages is 'none: when it begins to count as unclear; absent for never';
comment on column waiting_call.team is 'none: the team in whose book it is; its lock is needed to change this row';
comment on column waiting_call.home_team is 'none: its practice''s team; with the next two, or absent with them';
comment on column waiting_call.other_team is 'none: the team that may answer it too';
comment on column waiting_call.other_from is 'none: since when that team may be asked';
