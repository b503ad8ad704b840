package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import static org.permanence.recording.CallRecordingTransitions.State.NOT_RECORDED;
import static org.permanence.recording.CallRecordingTransitions.State.OBJECTED;
import static org.permanence.recording.CallRecordingTransitions.State.TAPPED;
import static org.permanence.recording.CallRecordingTransitions.State.TRANSFERRING;
import static org.permanence.recording.CallRecordingTransitions.State.TRANSFERRING_PAUSED;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.permanence.recording.CallRecordingTransitions.Event;
import org.permanence.recording.CallRecordingTransitions.State;

class CallRecordingTransitionsTest {

    private record Step(State from, Event event) {}

    private record CallScript(State first, List<Event> events, State last) {}

    /// Calls that together take every row of the table.
    private static final List<CallScript> CALLS = List.of(
            call(NOT_NOTIFIED, OBJECTED, OBJECTION),
            call(NOTIFIED_EARLIER, OBJECTED, OBJECTION),
            call(NOT_NOTIFIED, OBJECTED, NOTICE_PLAYED, OBJECTION),
            call(NOTIFIED, OBJECTED, TAP_REQUESTED, OBJECTION),
            call(NOTIFIED, OBJECTED, TAP_REQUESTED, FLOW_ENDED, OBJECTION),
            call(NOTIFIED, OBJECTED, TAP_REQUESTED, TAP_STARTED, OBJECTION),
            call(NOTIFIED, ENDED, TAP_REQUESTED, TAP_STARTED, ASSISTANT_CONNECTED, TRANSFER_COMPLETED),
            call(NOTIFIED, TAPPED, TAP_REQUESTED, TAP_STARTED, PAUSE_REQUESTED, RESUME_REQUESTED),
            call(TAPPED, TAPPED, TRANSFER_PAUSED_RECORDING, TRANSFER_RETURNED),
            call(TAPPED, ENDED, TRANSFER_PAUSED_RECORDING, PAUSE_REQUESTED, TRANSFER_COMPLETED),
            call(TAPPED, OBJECTED, TRANSFER_PAUSED_RECORDING, ASSISTANT_CONNECTED, OBJECTION),
            call(TAPPED, TRANSFERRING_PAUSED, TRANSFER_PAUSED_RECORDING, TRANSFER_STARTED),
            call(TAPPED, TAPPED, TRANSFER_STARTED, PAUSE_REQUESTED, TRANSFER_RETURNED),
            call(TAPPED, ENDED, TRANSFER_STARTED, TRANSFER_STARTED, TRANSFER_COMPLETED),
            call(TAPPED, OBJECTED, TRANSFER_STARTED, OBJECTION),
            call(TAPPED, TRANSFERRING, TRANSFER_STARTED, ASSISTANT_CONNECTED, TRANSFER_PAUSED_RECORDING));

    @Test
    void callsTakeEveryRowOfTheTable() {
        Set<Step> taken = new HashSet<>();
        for (CallScript call : CALLS) {
            State state = call.first();
            for (Event event : call.events()) {
                taken.add(new Step(state, event));
                state = CallRecordingTransitions.after(state, event)
                        .orElseThrow(() -> new AssertionError(call + ": stops before " + event));
            }
            assertEquals(call.last(), state, call.toString());
        }

        assertEquals(
                CallRecordingTransitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().keySet().stream().map(event -> new Step(from.getKey(), event)))
                        .collect(Collectors.toSet()),
                taken);
    }

    @Test
    void callWithoutRecordingAndObjectionAreFinal() {
        for (Event event : Event.values()) {
            assertEquals(Optional.empty(), CallRecordingTransitions.after(NOT_RECORDED, event), event.name());
            assertEquals(Optional.empty(), CallRecordingTransitions.after(OBJECTED, event), event.name());
        }
    }

    @Test
    void notifiedCallerCanObjectInEveryState() {
        for (State state : EnumSet.complementOf(EnumSet.of(NOT_RECORDED, OBJECTED))) {
            assertEquals(Optional.of(OBJECTED), CallRecordingTransitions.after(state, OBJECTION), state.name());
        }
    }

    @Test
    void audioIsTappedOnlyForANotifiedCaller() {
        for (State state : State.values()) {
            assertEquals(
                    state == NOTIFIED,
                    CallRecordingTransitions.after(state, TAP_REQUESTED).isPresent(),
                    state.name());
        }
    }

    @Test
    void recordingResumesOnlyWhenTappedWithoutATransfer() {
        for (State state : State.values()) {
            assertEquals(
                    state == TAPPED,
                    CallRecordingTransitions.after(state, RESUME_REQUESTED).isPresent(),
                    state.name());
        }
    }

    private static CallScript call(State first, State last, Event... events) {
        return new CallScript(first, List.of(events), last);
    }
}
