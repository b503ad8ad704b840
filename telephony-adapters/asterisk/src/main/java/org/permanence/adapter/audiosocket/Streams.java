package org.permanence.adapter.audiosocket;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.permanence.adapter.audiosocket.TwoSides.Side;

/// The open connections, the talks they belong to, and the sweep that joins and ends them. Lives on the event loop,
/// but for [#invite].
final class Streams {

    private final AudioSocketSettings settings;
    private final AudioSocketWatch watch;
    private final LongSupplier nanos;
    private final Invitations invitations;
    private final Set<AudioSocketConnection> open = new HashSet<>();
    private final Set<Talk> talks = new HashSet<>();

    Streams(AudioSocketSettings settings, AudioSocketWatch watch, LongSupplier nanos) {
        this.settings = settings;
        this.watch = watch;
        this.nanos = nanos;
        this.invitations = new Invitations(nanos, settings.invitation());
    }

    AudioSocketSettings settings() {
        return settings;
    }

    AudioSocketWatch watch() {
        return watch;
    }

    long now() {
        return nanos.getAsLong();
    }

    /// Both streams of a talk may come; on any thread.
    void invite(Talk talk) {
        invitations.invite(talk.callersStream(), talk, Side.CALLER);
        invitations.invite(talk.othersStream(), talk, Side.OTHER);
    }

    Optional<Invitations.Invitation> use(UUID id) {
        Optional<Invitations.Invitation> used = invitations.use(id);
        used.ifPresent(invitation -> talks.add(invitation.talk()));
        return used;
    }

    /// False when the house is full.
    boolean admit(AudioSocketConnection connection) {
        return open.size() < settings.maxConnections() && open.add(connection);
    }

    void leave(AudioSocketConnection connection) {
        open.remove(connection);
    }

    void forget(Talk talk) {
        invitations.withdraw(talk.callersStream());
        invitations.withdraw(talk.othersStream());
        talks.remove(talk);
    }

    /// Joins what has come, and ends whoever is late.
    void sweep() {
        long now = now();
        talks.forEach(talk -> talk.tick(now));
        invitations.sweep();
        // A copy: whoever is ended leaves the set.
        open.stream().filter(connection -> connection.isLate(now)).toList().forEach(AudioSocketConnection::endLate);
    }

    void closeAll() {
        List.copyOf(talks).forEach(Talk::over);
        Set.copyOf(open).forEach(AudioSocketConnection::close);
    }
}
