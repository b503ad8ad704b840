package org.permanence.boot;

/// One part of the engine: opened by its constructor, worked by periodic tasks, closed at the end.
interface EngineModule extends AutoCloseable {

    /// Schedules its periodic tasks, each by its name in the log.
    void schedule(PeriodicTasks tasks);

    @Override
    void close();
}
