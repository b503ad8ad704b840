package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackRequest;
import org.permanence.callback.CallbackStore;
import org.permanence.callback.LastAssistantStore;
import org.permanence.callback.SavedPositionStore;
import org.permanence.practice.PracticeId;
import org.permanence.queue.SavedPosition;

/// Whom to call back, whose turn is kept, and who spoke with whom last, in memory.
public final class MemoryCallbackBook implements CallbackStore, SavedPositionStore, LastAssistantStore {

    private record Whose(PracticeId practice, String caller) {}

    private record Kept(SavedPosition position, Instant until) {}

    private record Talk(Login assistant, Instant until) {}

    private final Map<CallId, CallbackRequest> callbacks = new LinkedHashMap<>();
    private final Map<Whose, Kept> turns = new HashMap<>();
    private final Map<Whose, Talk> talks = new HashMap<>();

    @Override
    public void save(CallbackRequest request) {
        callbacks.put(request.call(), request);
    }

    @Override
    public Optional<CallbackRequest> find(CallId call) {
        return Optional.ofNullable(callbacks.get(call));
    }

    @Override
    public Optional<CallbackRequest> find(PracticeId practice, String caller) {
        return callbacks.values().stream()
                .filter(request -> request.practice().equals(practice)
                        && request.callerPseudonym().equals(caller))
                .reduce((_, last) -> last);
    }

    @Override
    public List<CallbackRequest> all() {
        return new ArrayList<>(callbacks.values());
    }

    @Override
    public void remove(CallId call) {
        callbacks.remove(call);
    }

    @Override
    public void save(PracticeId practice, String caller, SavedPosition position, Instant until) {
        turns.put(new Whose(practice, caller), new Kept(position, until));
    }

    @Override
    public Optional<SavedPosition> take(PracticeId practice, String caller, Instant now) {
        return Optional.ofNullable(turns.remove(new Whose(practice, caller)))
                .filter(kept -> kept.until().isAfter(now))
                .map(Kept::position);
    }

    @Override
    public void remember(PracticeId practice, String caller, Login assistant, Instant until) {
        talks.put(new Whose(practice, caller), new Talk(assistant, until));
    }

    @Override
    public Optional<Login> find(PracticeId practice, String caller, Instant now) {
        return Optional.ofNullable(talks.get(new Whose(practice, caller)))
                .filter(talk -> talk.until().isAfter(now))
                .map(Talk::assistant);
    }

    @Override
    public void forget(PracticeId practice, String caller) {
        talks.remove(new Whose(practice, caller));
    }

    @Override
    public void deleteExpired(Instant now) {
        turns.values().removeIf(kept -> !kept.until().isAfter(now));
        talks.values().removeIf(talk -> !talk.until().isAfter(now));
    }

    /// Whether anything is kept of anybody.
    public boolean isEmpty() {
        return callbacks.isEmpty() && turns.isEmpty() && talks.isEmpty();
    }
}
