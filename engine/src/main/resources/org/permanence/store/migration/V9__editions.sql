-- An engine keeps a team's rows in memory from one transaction to the next, and reads them again where another engine, or
-- another team, has changed them.

alter table team add column edition bigint default 0 not null;

comment on column team.edition is 'none: drawn anew by each transaction that changes a row of the team under its lock';

create table team_notice (
    id bigint generated always as identity primary key,
    team varchar(40) not null references team (id)
);

create index team_notice_team on team_notice (team);

comment on table team_notice is 'One row for each change that another team made to a team''s rows, until that one has seen it.';
comment on column team_notice.id is 'none: its number';
comment on column team_notice.team is 'none: whose rows were changed';
