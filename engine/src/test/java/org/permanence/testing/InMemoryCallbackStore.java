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

/// Callback requests, saved positions and last assistants in memory.
public final class InMemoryCallbackStore implements CallbackStore, SavedPositionStore, LastAssistantStore {

    private record CallerKey(PracticeId practice, String caller) {}

    private record StoredPosition(SavedPosition position, Instant until) {}

    private record StoredAssistant(Login assistant, Instant until) {}

    private final Map<CallId, CallbackRequest> callbacks = new LinkedHashMap<>();
    private final Map<CallerKey, StoredPosition> positions = new HashMap<>();
    private final Map<CallerKey, StoredAssistant> lastAssistants = new HashMap<>();

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
        positions.put(new CallerKey(practice, caller), new StoredPosition(position, until));
    }

    @Override
    public Optional<SavedPosition> position(PracticeId practice, String caller, Instant now) {
        return Optional.ofNullable(positions.get(new CallerKey(practice, caller)))
                .filter(stored -> stored.until().isAfter(now))
                .map(StoredPosition::position);
    }

    @Override
    public Optional<SavedPosition> take(PracticeId practice, String caller, Instant now) {
        return Optional.ofNullable(positions.remove(new CallerKey(practice, caller)))
                .filter(stored -> stored.until().isAfter(now))
                .map(StoredPosition::position);
    }

    @Override
    public void remember(PracticeId practice, String caller, Login assistant, Instant until) {
        lastAssistants.put(new CallerKey(practice, caller), new StoredAssistant(assistant, until));
    }

    @Override
    public Optional<Login> find(PracticeId practice, String caller, Instant now) {
        return Optional.ofNullable(lastAssistants.get(new CallerKey(practice, caller)))
                .filter(stored -> stored.until().isAfter(now))
                .map(StoredAssistant::assistant);
    }

    @Override
    public void forget(PracticeId practice, String caller) {
        lastAssistants.remove(new CallerKey(practice, caller));
    }

    @Override
    public void deleteExpired(Instant now) {
        positions.values().removeIf(stored -> !stored.until().isAfter(now));
        lastAssistants.values().removeIf(stored -> !stored.until().isAfter(now));
    }

    /// Whether nothing is stored.
    public boolean isEmpty() {
        return callbacks.isEmpty() && positions.isEmpty() && lastAssistants.isEmpty();
    }
}
