package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.blocking.Blocked;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class BlockedBookTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final Blocked ONE = new Blocked(LILAS, "0123456789abcdef0123456789abcdef", NOON, "claire");

    private final TestDatabase kind;
    private Database database;
    private JooqBlockedBook book;

    BlockedBookTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        book = new JooqBlockedBook(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneThatIsBlockedAgainStaysAsItWas() {
        book.keep(ONE);
        book.keep(new Blocked(LILAS, ONE.pseudonym(), NOON.plusSeconds(60), "omar"));

        assertEquals(List.of(ONE), book.all());
    }

    @Test
    void eachPracticeForgetsItsOwn() {
        var other = new Blocked(PORT_ROYAL, ONE.pseudonym(), NOON.plusSeconds(1), "omar");
        book.keep(ONE);
        book.keep(other);

        assertTrue(book.forget(LILAS, ONE.pseudonym()));
        assertFalse(book.forget(LILAS, ONE.pseudonym()), "once");
        assertEquals(List.of(other), book.all());
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        database.close();

        assertThrows(StoreUnavailableException.class, book::all);
        assertThrows(StoreUnavailableException.class, () -> book.keep(ONE));
        assertThrows(StoreUnavailableException.class, () -> book.forget(LILAS, ONE.pseudonym()));
    }
}
