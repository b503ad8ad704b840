-- The order of answering: a call's turn, and when a routine call begins to count as unclear.

alter table waiting_call add column turn timestamp(6) with time zone;
update waiting_call set turn = since;
alter table waiting_call alter column turn set not null;
alter table waiting_call add column ages timestamp(6) with time zone;

comment on column waiting_call.turn is 'none: the moment that counts as its arrival, in the order of answering';
comment on column waiting_call.ages is 'none: when it begins to count as unclear; absent for never';
