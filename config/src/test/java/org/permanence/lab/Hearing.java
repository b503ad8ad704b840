package org.permanence.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What an ear can tell of a line. Each question is answered as soon as it can be, and with no when its time is over.
/// It hears from the beginning of the call on; [#fromNow] forgets what was heard before.
public final class Hearing {

    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration MUSIC = Duration.ofSeconds(3);

    /// µ-law, gain and a lost packet leave 0.9 and more of a prompt; another prompt does not come near half.
    private static final double ALIKE = 0.6;

    private final Heard heard;
    private final Instant since;

    Hearing(Heard heard) {
        this(heard, Instant.EPOCH);
    }

    private Hearing(Heard heard, Instant since) {
        this.heard = heard;
        this.since = since;
    }

    /// The same ear, for what comes from now on.
    public Hearing fromNow() {
        return since(heard.now());
    }

    /// The same ear, for what came since that moment.
    public Hearing since(Instant moment) {
        return new Hearing(heard, moment);
    }

    /// Everything heard so far, at most the last minute.
    public Sound soFar() {
        return heard.since(since).sound();
    }

    public boolean hearsTone(int hertz, Duration within) {
        return until(within, stretch -> Tone.isIn(stretch.sound(), hertz) ? Optional.of(stretch) : Optional.empty())
                .isPresent();
    }

    /// When this prompt began, if all of it is heard in time. For one that may be cut short ask for its first seconds.
    public Optional<Instant> hears(Sound prompt, Duration within) {
        var search = new Search(prompt);
        return until(within, search::in).or(() -> hearsInPieces(prompt));
    }

    /// Whether the line was silent for that long, without a word in between.
    public boolean isSilentFor(Duration stretch, Duration within) {
        return until(
                        within,
                        all -> Pauses.longest(all.sound()).compareTo(stretch) >= 0
                                ? Optional.of(all)
                                : Optional.empty())
                .isPresent();
    }

    /// Three seconds of sound without a pause that are not one steady tone. Whoever must know which music compares it
    /// with its file by [#hears].
    public boolean hearsMusic(Duration within) {
        return until(within, all -> Pauses.isFilled(all.sound(), MUSIC) ? Optional.of(all) : Optional.empty())
                .isPresent();
    }

    /// The last resort, and the dearer one.
    private Optional<Instant> hearsInPieces(Sound prompt) {
        Stretch all = heard.since(since);
        var start = Pieces.find(all.sound(), prompt, ALIKE);
        return start.isPresent() ? Optional.of(all.at(start.getAsInt())) : Optional.empty();
    }

    private <T> Optional<T> until(Duration within, Function<Stretch, Optional<T>> question) {
        Instant end = heard.now().plus(within);
        while (true) {
            boolean last = !heard.now().isBefore(end);
            Optional<T> answer = question.apply(heard.since(since));
            if (answer.isPresent() || last) {
                return answer;
            }
            heard.awaitMore(STEP);
        }
    }

    /// Looks only at what it has not looked at: a minute of sound is not compared anew five times a second.
    private static final class Search {

        private final Sound prompt;
        private Instant seen = Instant.EPOCH;

        Search(Sound prompt) {
            this.prompt = prompt;
        }

        Optional<Instant> in(Stretch all) {
            Instant from = seen.isBefore(all.start()) ? all.start() : seen;
            int skipped = Sound.samplesIn(Duration.between(all.start(), from));
            var fresh = new Stretch(
                    all.at(skipped), all.sound().slice(skipped, all.sound().size()));
            int places = fresh.sound().size() - prompt.size() + 1;
            if (places <= 0) {
                return Optional.empty();
            }
            var match = Likeness.best(fresh.sound(), prompt);
            if (match.likeness() >= ALIKE) {
                return Optional.of(fresh.at(match.at()));
            }
            seen = fresh.at(places - 1);
            return Optional.empty();
        }
    }
}
