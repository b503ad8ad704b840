package org.permanence.metrics;

/// The names of all metrics. [MetricTag] has their tags.
final class MetricNames {

    /// Calls that ended; tags: practice, disposition.
    static final String CALLS = "permanence.calls";

    /// Calls that entered a queue; tag: practice. Abandon rate = calls{disposition=abandoned} / this.
    static final String QUEUED = "permanence.queue.entered";

    /// Time in the queue of answered calls; tag: practice.
    static final String WAIT_TIME = "permanence.queue.wait.time";

    /// Answered calls whose callers heard a wait estimate; tags: practice, outcome (sooner, within or later than
    /// the first quoted wait). Share of correct estimates = quoted_waits{outcome=within} / all outcomes.
    static final String QUOTED_WAITS = "permanence.queue.quoted.waits";

    /// Answered within the practice's threshold / (answered + abandoned), since the start; tag: practice.
    static final String SERVICE_LEVEL = "permanence.queue.service.level";

    /// How long an assistant's phone rang; tags: practice, outcome.
    static final String RING_TIME = "permanence.assistant.ring.time";

    /// Answers that were none: the assistant's phone hung up within two seconds; tag: practice.
    static final String ANSWERS_DROPPED = "permanence.assistant.answers.dropped";

    /// How long callers were connected to an assistant or an emergency line; tag: practice.
    static final String TALK_TIME = "permanence.call.talk.time";

    /// Transfers to a line of the practice; tags: practice, outcome.
    static final String TRANSFERS = "permanence.call.transfers";

    /// Calls that a flow handles now.
    static final String CALLS_RUNNING = "permanence.calls.running";

    /// Callers who wait on this engine now.
    static final String CALLS_WAITING = "permanence.queue.waiting";

    /// Calls for which the dialplan rang a fallback line.
    static final String FALLBACK = "permanence.calls.fallback";

    /// Callers who heard the busy tone, because too many callers were there. An operator must act.
    static final String REFUSED = "permanence.calls.refused";

    /// Channels of Asterisk that belonged to no call and were hung up. An operator must act.
    static final String UNEXPECTED_CHANNELS = "permanence.channels.unexpected";

    /// Open FastAGI sessions.
    static final String AGI_SESSIONS = "permanence.agi.sessions";

    /// FastAGI sessions that ended; tag: reason.
    static final String AGI_ENDED = "permanence.agi.ended";

    /// FastAGI connections that never became a session; tag: reason.
    static final String AGI_REFUSED = "permanence.agi.rejected";

    /// Time from reading an AMI event to its delivery.
    static final String AMI_LAG = "permanence.ami.delivery.lag";

    /// AMI connections that ended before the login, because Asterisk's certificate is not trusted.
    static final String AMI_CERTIFICATE_REFUSED = "permanence.ami.certificate.refused";

    /// AMI events read, wanted or not.
    static final String AMI_READ = "permanence.ami.events";

    /// AMI events rejected because they did not come from Asterisk itself.
    static final String AMI_REJECTED = "permanence.ami.rejected";

    /// 1 while the AMI connection is up, else 0.
    static final String AMI_ATTACHED = "permanence.ami.attached";

    /// Losses of the AMI connection; tag: reason.
    static final String AMI_DETACHED = "permanence.ami.detached";

    /// Trunks and phones whose SIP and audio cross a network without encryption, as the settings accept.
    static final String SIP_UNPROTECTED = "permanence.sip.unprotected";

    /// Journal entries not yet in the store.
    static final String JOURNAL_BACKLOG = "permanence.journal.backlog";

    /// Journal entries lost because the store was unavailable for too long. An operator must act.
    static final String JOURNAL_LOST = "permanence.journal.lost";

    /// Recordings that could not be kept. An operator must act.
    static final String RECORDINGS_LOST = "permanence.recordings.lost";

    /// Seconds of audio replaced by silence because sealing fell behind.
    static final String RECORDINGS_OVERRUN = "permanence.recordings.overrun.seconds";

    /// How often the audit log was found to lack entries that a checkpoint kept elsewhere covers. An operator must
    /// act.
    static final String AUDIT_LOG_SHORTENED = "permanence.audit.log.shortened";

    /// How often a login reached the hundredth failed sign-in in a row. An operator must act.
    static final String MANY_FAILED_SIGN_INS = "permanence.sign.in.many.failures";

    /// Messages that callers left; tag: practice.
    static final String MESSAGES_LEFT = "permanence.messages.received";

    /// Messages not read within the practice's time; tag: practice. An operator must act.
    static final String MESSAGES_UNREAD = "permanence.messages.overdue";

    /// Rounds of ringing the on-call doctors for overdue messages in which no doctor accepted; tag: practice. An
    /// operator must act.
    static final String MESSAGES_NOT_ACCEPTED = "permanence.messages.escalations.failed";

    /// Break-glass accesses opened to the records of a practice; tag: practice. Its data protection officer must
    /// review each.
    static final String BREAK_GLASS_OPENED = "permanence.break.glass.opened";

    /// Accounts that rest because a break-glass access of theirs was not reviewed in time; tag: practice. An
    /// operator must act.
    static final String BREAK_GLASS_NOT_REVIEWED = "permanence.break.glass.not.reviewed";

    /// Stored data deleted at the end of its retention period; tag: kind.
    static final String RETENTION_DELETED = "permanence.retention.deleted";

    /// Attempts to delete such data that failed; each is repeated after an hour; tag: kind. An operator must act.
    static final String RETENTION_FAILURES = "permanence.retention.failures";

    /// AudioSocket streams refused or closed by the engine; tag: reason.
    static final String STREAMS_REFUSED = "permanence.audio.streams.rejected";

    /// Seconds of one party's audio that did not arrive in time and became silence.
    static final String STREAMS_SILENT = "permanence.audio.missing.seconds";

    /// Seconds of one party's audio that arrived too late and were dropped.
    static final String STREAMS_DROPPED = "permanence.audio.late.seconds";

    /// 1 while the database works, else 0. An operator must act.
    static final String DATABASE_AVAILABLE = "permanence.database.available";

    /// 1 while recordings, messages and other sealed data can be used, else 0: a wrong root key, or a damaged audit
    /// log. An operator must act.
    static final String RECORDS_AVAILABLE = "permanence.records.available";

    /// Directories of the audit log in the settings.
    static final String AUDIT_REPLICAS = "permanence.audit.replicas";

    /// Directories of the audit log that take entries. An operator must act on fewer than the settings have;
    /// without one, every access is refused.
    static final String AUDIT_REPLICAS_UP = "permanence.audit.replicas.up";

    /// Failures of directories of the audit log.
    static final String AUDIT_FAILURES = "permanence.audit.failures";

    /// Entries that no directory has on its disk yet. If they stay, the disk hangs.
    static final String AUDIT_WAITING = "permanence.audit.entries.waiting";

    /// Notes of calls that wait until a directory takes entries.
    static final String AUDIT_PENDING_NOTES = "permanence.audit.notes.pending";

    /// Notes of calls that were dropped because too many waited. An operator must act.
    static final String AUDIT_LOST_NOTES = "permanence.audit.notes.lost";

    private MetricNames() {}
}
