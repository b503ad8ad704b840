package org.permanence.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.Login;
import org.permanence.breakglass.BreakGlass;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.breakglass.BreakGlassStore;
import org.permanence.queue.StoreUnavailableException;

/// Break-glass access in memory.
public final class InMemoryBreakGlassStore implements BreakGlassStore {

    private final List<BreakGlass> all = new ArrayList<>();
    private boolean available = true;

    /// From now on every method fails.
    public void failsFromNowOn() {
        available = false;
    }

    @Override
    public Optional<String> save(BreakGlass opened, Function<List<BreakGlass>, Optional<String>> refusal) {
        Instant dayAgo = opened.openedAt().minus(Duration.ofHours(24));
        Optional<String> refused = refusal.apply(stored().stream()
                .filter(known -> known.opener().equals(opened.opener())
                        && known.openedAt().isAfter(dayAgo))
                .toList());
        if (refused.isEmpty()) {
            all.add(opened);
        }
        return refused;
    }

    @Override
    public List<BreakGlass> openOf(Login opener, Instant now) {
        return stored().stream()
                .filter(access -> access.opener().equals(opener) && access.isOpen(now))
                .toList();
    }

    @Override
    public Optional<BreakGlass> find(BreakGlassId id) {
        return stored().stream().filter(access -> access.id().equals(id)).findFirst();
    }

    @Override
    public List<BreakGlass> newest(int limit) {
        return stored().reversed().stream().limit(limit).toList();
    }

    @Override
    public List<BreakGlass> notReviewed(Instant time) {
        return stored().stream()
                .filter(access ->
                        access.review().isEmpty() && !access.openedAt().isAfter(time))
                .toList();
    }

    @Override
    public boolean review(BreakGlass reviewed) {
        return stored().removeIf(access ->
                        access.id().equals(reviewed.id()) && access.review().isEmpty())
                && all.add(reviewed);
    }

    @Override
    public int deleteReviewed(Instant time) {
        int before = stored().size();
        all.removeIf(access -> access.review().isPresent() && access.openedAt().isBefore(time));
        return before - all.size();
    }

    private List<BreakGlass> stored() {
        if (!available) {
            throw new StoreUnavailableException(
                    "break-glass: not available (expected: in this test)", new IllegalStateException());
        }
        return all;
    }
}
