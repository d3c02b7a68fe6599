namespace PositionRecovery.Exchange;

/// <summary>The weight of requests in each minute of the clock, and what comes of exceeding it.</summary>
internal sealed class WeightBudget(ExchangeLimits limits)
{
    private readonly Lock _gate = new();

    private DateTimeOffset _limitedUntil = DateTimeOffset.MinValue;

    private DateTimeOffset _bannedUntil = DateTimeOffset.MinValue;

    private long _minute;

    private int _used;

    private int _early;

    /// <summary>Requests that came before the time to wait was over, bans included.</summary>
    internal int Ignored { get; private set; }

    /// <summary>Throws while the address is limited or banned.</summary>
    internal void ThrowIfBarred(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now < _bannedUntil)
            {
                Ignored++;
                throw ApiException.Banned(_bannedUntil, _bannedUntil - now);
            }

            if (now >= _limitedUntil)
            {
                return;
            }

            Ignored++;
            if (++_early > limits.Patience)
            {
                _bannedUntil = now + limits.BanTime;
                throw ApiException.Banned(_bannedUntil, limits.BanTime);
            }

            throw ApiException.TooManyRequests(_limitedUntil - now);
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>The weight used in this minute.</returns>
    internal int Take(DateTimeOffset now, int weight)
    {
        lock (_gate)
        {
            long minute = now.UtcTicks / TimeSpan.TicksPerMinute;
            if (minute != _minute)
            {
                (_minute, _used) = (minute, 0);
            }

            _used += weight;
            if (_used > limits.WeightPerMinute)
            {
                TimeSpan wait = new(((minute + 1) * TimeSpan.TicksPerMinute) - now.UtcTicks);
                (_limitedUntil, _early) = (now + wait, 0);
                throw ApiException.TooManyRequests(wait);
            }

            return _used;
        }
    }

    /// <summary>Refuses everything for some time.</summary>
    internal ApiException Limit(DateTimeOffset now, TimeSpan time)
    {
        lock (_gate)
        {
            (_limitedUntil, _early) = (now + time, 0);
            return ApiException.TooManyRequests(time);
        }
    }

    /// <summary>Bans the address for some time.</summary>
    internal ApiException Ban(DateTimeOffset now, TimeSpan time)
    {
        lock (_gate)
        {
            _bannedUntil = now + time;
            return ApiException.Banned(_bannedUntil, time);
        }
    }

    internal void Heal()
    {
        lock (_gate)
        {
            (_limitedUntil, _bannedUntil, _early) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue, 0);
        }
    }
}
