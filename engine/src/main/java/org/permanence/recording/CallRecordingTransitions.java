package org.permanence.recording;

import static org.permanence.recording.CallRecordingTransitions.Event.ASSISTANT_CONNECTED;
import static org.permanence.recording.CallRecordingTransitions.Event.FLOW_ENDED;
import static org.permanence.recording.CallRecordingTransitions.Event.NOTICE_PLAYED;
import static org.permanence.recording.CallRecordingTransitions.Event.OBJECTION;
import static org.permanence.recording.CallRecordingTransitions.Event.PAUSE_REQUESTED;
import static org.permanence.recording.CallRecordingTransitions.Event.RESUME_REQUESTED;
import static org.permanence.recording.CallRecordingTransitions.Event.TAP_REQUESTED;
import static org.permanence.recording.CallRecordingTransitions.Event.TAP_STARTED;
import static org.permanence.recording.CallRecordingTransitions.Event.TRANSFER_COMPLETED;
import static org.permanence.recording.CallRecordingTransitions.Event.TRANSFER_PAUSED_RECORDING;
import static org.permanence.recording.CallRecordingTransitions.Event.TRANSFER_RETURNED;
import static org.permanence.recording.CallRecordingTransitions.Event.TRANSFER_STARTED;
import static org.permanence.recording.CallRecordingTransitions.State.ENDED;
import static org.permanence.recording.CallRecordingTransitions.State.NOTIFIED;
import static org.permanence.recording.CallRecordingTransitions.State.NOTIFIED_EARLIER;
import static org.permanence.recording.CallRecordingTransitions.State.NOT_NOTIFIED;
import static org.permanence.recording.CallRecordingTransitions.State.OBJECTED;
import static org.permanence.recording.CallRecordingTransitions.State.TAPPED;
import static org.permanence.recording.CallRecordingTransitions.State.TAP_STARTING;
import static org.permanence.recording.CallRecordingTransitions.State.TRANSFERRING;
import static org.permanence.recording.CallRecordingTransitions.State.TRANSFERRING_PAUSED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The states of a call's recording, as one table. An event without a row changes nothing: a pause before the tap,
/// for example, is refused.
final class CallRecordingTransitions {

    enum State {
        /// The call is never recorded, and the caller has not been notified. Final.
        NOT_RECORDED,
        /// The caller has not heard the recording notice.
        NOT_NOTIFIED,
        /// The caller has heard the notice and has not objected.
        NOTIFIED,
        /// The caller heard the notice before an engine restart, and the call is no longer recorded.
        NOTIFIED_EARLIER,
        /// The engine has asked the switch for the audio.
        TAP_STARTING,
        /// The switch delivers the audio. Whether it is stored now is the state of the [RecordingPipeline].
        TAPPED,
        /// A transfer target rings, and the transfer has paused the recording.
        TRANSFERRING,
        /// A transfer target rings, and nothing was being stored before: the transfer has nothing to resume.
        TRANSFERRING_PAUSED,
        /// The recording is over. The caller can still object.
        ENDED,
        /// The caller has objected: nothing is stored, and what was stored is discarded. Final.
        OBJECTED
    }

    enum Event {
        NOTICE_PLAYED,
        /// The caller pressed the objection key.
        OBJECTION,
        TAP_REQUESTED,
        TAP_STARTED,
        ASSISTANT_CONNECTED,
        PAUSE_REQUESTED,
        RESUME_REQUESTED,
        /// A transfer target rings, and the transfer paused a running recording.
        TRANSFER_PAUSED_RECORDING,
        /// A transfer target rings, and no recording was running.
        TRANSFER_STARTED,
        /// The transfer target did not answer.
        TRANSFER_RETURNED,
        /// The caller is connected to the transfer target.
        TRANSFER_COMPLETED,
        /// The flow of the call ended.
        FLOW_ENDED
    }

    private static final CallRecordingTransitions TABLE = new CallRecordingTransitions()
            .row(NOT_NOTIFIED, NOTICE_PLAYED, NOTIFIED)
            .row(NOT_NOTIFIED, OBJECTION, OBJECTED)
            .row(NOTIFIED_EARLIER, OBJECTION, OBJECTED)
            .row(NOTIFIED, OBJECTION, OBJECTED)
            .row(NOTIFIED, TAP_REQUESTED, TAP_STARTING)
            .row(TAP_STARTING, TAP_STARTED, TAPPED)
            .row(TAP_STARTING, OBJECTION, OBJECTED)
            .row(TAP_STARTING, FLOW_ENDED, ENDED)
            .row(TAPPED, ASSISTANT_CONNECTED, TAPPED)
            .row(TAPPED, PAUSE_REQUESTED, TAPPED)
            .row(TAPPED, RESUME_REQUESTED, TAPPED)
            .row(TAPPED, TRANSFER_PAUSED_RECORDING, TRANSFERRING)
            .row(TAPPED, TRANSFER_STARTED, TRANSFERRING_PAUSED)
            .row(TAPPED, TRANSFER_COMPLETED, ENDED)
            .row(TAPPED, OBJECTION, OBJECTED)
            .row(TRANSFERRING, ASSISTANT_CONNECTED, TRANSFERRING)
            .row(TRANSFERRING, PAUSE_REQUESTED, TRANSFERRING)
            .row(TRANSFERRING, TRANSFER_STARTED, TRANSFERRING_PAUSED)
            .row(TRANSFERRING, TRANSFER_RETURNED, TAPPED)
            .row(TRANSFERRING, TRANSFER_COMPLETED, ENDED)
            .row(TRANSFERRING, OBJECTION, OBJECTED)
            .row(TRANSFERRING_PAUSED, ASSISTANT_CONNECTED, TRANSFERRING_PAUSED)
            .row(TRANSFERRING_PAUSED, PAUSE_REQUESTED, TRANSFERRING_PAUSED)
            .row(TRANSFERRING_PAUSED, TRANSFER_PAUSED_RECORDING, TRANSFERRING)
            .row(TRANSFERRING_PAUSED, TRANSFER_STARTED, TRANSFERRING_PAUSED)
            .row(TRANSFERRING_PAUSED, TRANSFER_RETURNED, TAPPED)
            .row(TRANSFERRING_PAUSED, TRANSFER_COMPLETED, ENDED)
            .row(TRANSFERRING_PAUSED, OBJECTION, OBJECTED)
            .row(ENDED, OBJECTION, OBJECTED);

    private final Map<State, Map<Event, State>> rows = new EnumMap<>(State.class);

    private CallRecordingTransitions() {}

    /// The state after `event`; empty if the table has no such row.
    static Optional<State> after(State state, Event event) {
        return Optional.ofNullable(TABLE.rows.getOrDefault(state, Map.of()).get(event));
    }

    static Map<State, Map<Event, State>> rows() {
        return TABLE.rows;
    }

    private CallRecordingTransitions row(State from, Event event, State to) {
        rows.computeIfAbsent(from, _ -> new EnumMap<>(Event.class)).put(event, to);
        return this;
    }
}
