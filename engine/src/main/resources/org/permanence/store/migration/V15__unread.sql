-- Whoever is on call is rung for messages that nobody has read in time.

alter table message add column line varchar(40);
alter table message add column accepted timestamp(6) with time zone;

comment on column message.line is 'none: whoever on call was rung for it, and said by key 1 that they see to it; null: nobody did';
comment on column message.accepted is 'schedule: when they said so';

create table unread_round (
    practice varchar(40) not null primary key,
    line varchar(40),
    in_vain integer not null,
    next_ring timestamp(6) with time zone not null
);

comment on table unread_round is 'How far the ringing is for the unread messages of a practice: one row for each that ever rang somebody.';
comment on column unread_round.practice is 'none: whose messages they are';
comment on column unread_round.line is 'none: who was rung last, in a round that is not over; null: none goes on';
comment on column unread_round.in_vain is 'none: how many rounds ended with nobody who accepted, one after the other';
comment on column unread_round.next_ring is 'schedule: before it nobody is rung: somebody is being rung, or has just been';
