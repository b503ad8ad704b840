-- An engine that takes a call over goes on with its recording as the one before left it: paused, where it was.

alter table recording add column paused boolean default false not null;

comment on column recording.paused is 'none: whether the assistant had it paused';
