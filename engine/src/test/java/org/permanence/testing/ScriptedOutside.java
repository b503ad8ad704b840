package org.permanence.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.permanence.call.CallId;
import org.permanence.call.Outside;

/// Telephones outside: who is rung stands here until the test says what becomes of it.
public final class ScriptedOutside implements Outside {

    private final Map<CallId, Told> ringing = new LinkedHashMap<>();
    private final List<Ring> rung = new ArrayList<>();
    private final List<Telling> told = new ArrayList<>();

    @Override
    public void ring(Ring ring, Told told) {
        rung.add(ring);
        ringing.put(ring.call(), told);
    }

    @Override
    public void tell(Telling telling, Told answer) {
        told.add(telling);
        ringing.put(telling.call(), answer);
    }

    /// All that were told something, oldest first.
    public List<Telling> told() {
        return List.copyOf(told);
    }

    @Override
    public void giveUp(CallId call) {
        ringing.remove(call);
    }

    /// All that were rung, oldest first.
    public List<Ring> rung() {
        return List.copyOf(rung);
    }

    /// Those that ring now.
    public List<CallId> ringing() {
        return List.copyOf(ringing.keySet());
    }

    /// A person presses the key: the call arrives.
    public void accepts(CallId call) {
        told(call).accepted();
    }

    /// Nobody answers, or a machine does.
    public void isInVain(CallId call) {
        told(call).inVain();
    }

    private Told told(CallId call) {
        Told told = ringing.remove(call);
        if (told == null) {
            throw new AssertionError("nobody is rung for this call");
        }
        return told;
    }
}
