package org.permanence.transfer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.journal.CallJournal;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Station;
import org.permanence.practice.Practice;
import org.permanence.recording.CallRecording;

/// The calls of this engine that may be handed over. It asks no store: a database that is away keeps no patient
/// from the doctor.
public final class Transfers {

    private final Map<CallId, Transfer> calls = new ConcurrentHashMap<>();

    /// What may become of a call that begins, or comes back.
    ///
    /// @param earlier what the journal knows of one that comes back
    public Transfer of(
            Call call, Practice practice, CallJournal journal, CallRecording recording, Optional<CallRecord> earlier) {
        Optional<Line> rung = earlier.filter(record -> record.station() == Station.TRANSFERRING)
                .flatMap(CallRecord::line);
        var transfer = new Transfer(call, practice, journal, recording, rung, () -> calls.remove(call.id()));
        calls.put(call.id(), transfer);
        return transfer;
    }

    /// Rings `line` for whoever the assistant talks with.
    public Transfer.Answer ask(Login assistant, Line line) {
        return calls.values().stream()
                .filter(transfer -> transfer.isWith(assistant))
                .findFirst()
                .map(transfer -> transfer.to(line))
                .orElse(Transfer.Answer.NOT_TALKING);
    }
}
