package org.permanence.testing;

/// A thread that runs its task in `start`, on the test's own thread, so that a failed assertion reaches the test.
/// As a thread factory: `InlineThread::new`.
public final class InlineThread extends Thread {

    private final Runnable work;

    public InlineThread(Runnable work) {
        this.work = work;
    }

    @Override
    public void start() {
        work.run();
    }
}
