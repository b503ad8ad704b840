package org.permanence.transfer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.practice.Practice;
import org.permanence.recording.CallRecording;

/// The calls of this engine that can be transferred. It needs no store, so a database outage prevents no transfer.
public final class TransferRegistry {

    private final Map<CallId, Transfer> transfers = new ConcurrentHashMap<>();
    private final ConversationListener conversations;

    /// @param conversations hears of each conversation of these calls; must neither wait nor fail
    public TransferRegistry(ConversationListener conversations) {
        this.conversations = conversations;
    }

    /// Adds a call that starts, or continues after a restart.
    ///
    /// @param recordBeforeRestart the journal's record of a call that continues
    public Transfer register(
            Call call,
            Practice practice,
            CallEventLog events,
            CallRecording recording,
            Optional<CallRecord> recordBeforeRestart) {
        Optional<Line> ringingLine = recordBeforeRestart
                .filter(record -> record.lastEvent() == CallEvent.TRANSFERRING)
                .flatMap(CallRecord::line);
        var transfer = new Transfer(
                call,
                practice,
                events,
                recording,
                new Transfer.Listeners(conversations, () -> transfers.remove(call.id())));
        ringingLine.ifPresent(transfer::resume);
        transfers.put(call.id(), transfer);
        return transfer;
    }

    /// Rings `line` for the call of `assistant`.
    public Transfer.Result start(Login assistant, Line line) {
        return transfers.values().stream()
                .filter(transfer -> transfer.isConnectedTo(assistant))
                .findFirst()
                .map(transfer -> transfer.ring(line))
                .orElse(Transfer.Result.NOT_ON_CALL);
    }
}
