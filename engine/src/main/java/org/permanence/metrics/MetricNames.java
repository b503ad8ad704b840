package org.permanence.metrics;

/// Every metric of the house. Tag values come from enums and from the configuration, never from a call.
final class MetricNames {

    /// Calls that ended; tags: practice, disposition.
    static final String CALLS = "permanence.calls";

    /// Calls that entered a queue; tag: practice. Abandon rate = calls{disposition=abandoned} / this.
    static final String QUEUED = "permanence.queue.entered";

    /// From the queue to the answer, of calls that were answered; tag: practice.
    static final String WAIT_TIME = "permanence.queue.wait";

    /// Answered calls whose callers had been told a wait; tags: practice, outcome: sooner, within or later than the
    /// first that was told. Share of true forecasts = forecasts{outcome=within} / this.
    static final String QUOTED_WAITS = "permanence.queue.forecasts";

    /// Answered within the practice's threshold / (answered + abandoned), since the start; tag: practice.
    static final String SERVICE_LEVEL = "permanence.queue.service.level";

    /// How long an assistant's telephone rang; tags: practice, outcome.
    static final String RING_TIME = "permanence.assistant.ring";

    /// How long caller and assistant, or emergency line, talked; tag: practice.
    static final String TALK_TIME = "permanence.call.talk";

    /// Callers handed over to a line of their practice; tags: practice, outcome.
    static final String TRANSFERS = "permanence.transfers";

    /// Calls that a flow looks after now.
    static final String CALLS_RUNNING = "permanence.calls.running";

    /// Calls that wait on this node now.
    static final String CALLS_WAITING = "permanence.queue.waiting";

    /// Calls for which the dialplan rang a fallback line.
    static final String FALLBACK = "permanence.fallback";

    /// Open FastAGI sessions.
    static final String AGI_SESSIONS = "permanence.agi.sessions";

    /// FastAGI sessions that are over; tag: ending.
    static final String AGI_ENDED = "permanence.agi.ended";

    /// FastAGI connections that never became a session; tag: reason.
    static final String AGI_REFUSED = "permanence.agi.refused";

    /// From the reading of an event to its delivery.
    static final String AMI_LAG = "permanence.ami.lag";

    /// Events read from the wire, wanted or not.
    static final String AMI_READ = "permanence.ami.read";

    /// Events that pretended to be Asterisk's.
    static final String AMI_REJECTED = "permanence.ami.disbelieved";

    /// 1 while the event connection stands.
    static final String AMI_ATTACHED = "permanence.ami.attached";

    /// Times the event connection was lost; tag: cause.
    static final String AMI_DETACHED = "permanence.ami.detached";

    /// Journal entries that wait for the store.
    static final String JOURNAL_BACKLOG = "permanence.journal.backlog";

    /// Journal entries lost because the store stayed away: somebody must act.
    static final String JOURNAL_LOST = "permanence.journal.lost";

    /// Recordings that could not be kept: somebody must act.
    static final String RECORDINGS_LOST = "permanence.recordings.lost";

    /// Sound that is silence in a recording, for it came faster than it was sealed; seconds.
    static final String RECORDINGS_OVERRUN = "permanence.recordings.behind.seconds";

    /// Messages that callers have left; tag: practice.
    static final String MESSAGES_LEFT = "permanence.messages.left";

    /// Messages that nobody had read in the practice's time: somebody must act; tag: practice.
    static final String MESSAGES_UNREAD = "permanence.messages.unread";

    /// Rounds of ringing whoever is on call for such messages that ended with nobody who accepted: somebody must
    /// act; tag: practice.
    static final String MESSAGES_NOT_ACCEPTED = "permanence.messages.unaccepted";

    /// Streams of sound that were refused or closed by us; tag: reason.
    static final String STREAMS_REFUSED = "permanence.streams.refused";

    /// Sound of one side that did not come in its time, and is silence; seconds.
    static final String STREAMS_SILENT = "permanence.streams.silent.seconds";

    /// Sound of one side that came when its time was over; seconds.
    static final String STREAMS_DROPPED = "permanence.streams.dropped.seconds";

    static final String PRACTICE = "practice";
    static final String DISPOSITION = "disposition";
    static final String OUTCOME = "outcome";
    static final String REASON = "reason";
    static final String END_REASON = "ending";
    static final String CAUSE = "cause";

    private MetricNames() {}
}
