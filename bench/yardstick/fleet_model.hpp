#pragma once
// Workload W (README.md of this folder), equations and names as there. One template, two shapes:
//   plain    sums over ages written the obvious way, a powertrain at a time
//   blocked  as many powertrains at a time as the registers hold
#include <algorithm>

#include "fleet_tables.hpp"
#include "numbers.hpp"

namespace yardstick {

using namespace spec;

enum class Shape { plain, blocked };

/// Memory of one run.
template <class R>
struct alignas(64) Work {
    R S[V][A], SP[V][A];  // survival, and survival x mileage profile; index 40 - age
    R f[2][NV];           // fuel use of a vintage relative to 2020
    R G[V * NV * 8];      // sales: [v][j][k] (blocked) or [v][k][j] (plain)
    R out[NOUT][T];
};

/// Income, people, ownership, factors and prices of a year.
template <class R>
struct Drivers {
    R lny, y, pop, own, lnY, eg, hg;
    R asc, infra, sub;  // decay of choice constants, inconvenience and subsidies
    R uf, nuf;          // share of a PHEV's kilometres on electricity, and the rest
    R price[F];
};

/// Sums over the powertrains of a class.
template <class R>
struct Cohorts {
    R n[8] = {}, use[8] = {}, z[8] = {};
};

template <class R, Shape shape>
class Fleet {
    using N = Num<R>;

public:
    Fleet(const R* inputs, Work<R>& work) : p(inputs), w(work) {
        set_profiles();
        set_start();
        const R ln1r = N::log(1. + p[36]);
        for (int v = 0; v < V; ++v) {
            const R q = N::exp(HLIFE[v] * ln1r);
            crf[v] = p[36] * q / (q - 1.);
        }
        learn = N::log(1. - p[8]) * 1.4426950408889634;  // log2(1 - learning rate)
        lndist = N::log(1. + p[39]);
        bat0 = BAT0 * p[9];
        batf = BATF * p[11];
        X = R{} + X0;
        opc = R{} + OPC0;
    }

    /// Fills w.out.
    void run() {
        for (int t = 0; t < T; ++t) step(t);
    }

private:
    const R* p;
    Work<R>& w;
    R crf[V];
    R learn, lndist, bat0, batf, X, opc;
    Drivers<R> first{};

    R& sales(int v, int k, int j) {
        return shape == Shape::blocked ? w.G[(v * NV + j) * 8 + k] : w.G[(v * 8 + k) * NV + j];
    }

    void set_profiles() {
        R rho[A];
        for (int a = 0; a < A; ++a) rho[a] = 1. / (1. + double(a) / p[38]);
        for (int v = 0; v < V; ++v) {
            const R lnlam = N::log(LAM[v] * (v == 0 ? p[5] : p[6])), kap = KAP[v] * p[7];
            w.S[v][A - 1] = R{} + 1.;
            w.SP[v][A - 1] = w.S[v][A - 1] * rho[0];
            for (int a = 1; a < A; ++a) {
                const R hazard = N::min(N::exp(kap * (LNAGE[a] - lnlam)), R{} + 600.);
                w.S[v][A - 1 - a] = N::exp(-hazard);
                w.SP[v][A - 1 - a] = w.S[v][A - 1 - a] * rho[a];
            }
        }
        const R lni[2] = {N::log(1. - p[15]), N::log(1. - p[16])};
        for (int j = 0; j < NV; ++j) {
            const double ramp = std::clamp((j - 40 + 13) / 14., 0., 1.);
            const R gap = 1.14 + (p[14] - .14) * ramp;
            for (int g = 0; g < 2; ++g) w.f[g][j] = N::exp(lni[g] * double(j - 40)) * gap;
        }
    }

    /// Fleet at the end of 2020.
    void set_start() {
        for (int v = 0; v < V; ++v) {
            R sum = R{};
            for (int a = A - 1; a >= 0; --a) sum += HIST[v][a] * w.S[v][A - 1 - a];
            const R scale = N0[v] / sum;
            for (int j = 0; j <= 40; ++j) {
                for (int k = 0; k < K; ++k) sales(v, k, j) = scale * (HIST[v][40 - j] * SH0[v][k]);
            }
        }
    }

    Drivers<R> drivers(int t) {
        Drivers<R> d;
        d.lny = p[0] * LNY[t];
        d.y = 17. * N::exp(d.lny);
        d.pop = POP[t] * (1. + (p[1] - 1.) * RAMP[t]);
        d.own = p[2] * N::exp(-8.6 * p[3] * N::exp(-.137 * p[4] * d.y));
        if (t == 0) first = d;
        d.lnY = d.lny + N::log(d.pop / first.pop);
        const R cp = p[21] * (RAMP[t] / 1000.);
        d.eg = EG0 * (1. - RAMP[t]) * (1. + (p[22] - 1.) * std::min(t / 10., 1.)) +
               p[23] * (EG0 * RAMP[t]);
        d.hg = R{} + HG0 * (1. - RAMP[t]);
        for (int f = 0; f < 3; ++f) d.price[f] = PF0[f] * (1. + .01 * t) * p[18] + cp * EF[f];
        d.price[3] = PF0[3] * p[19] + cp * d.eg;
        d.price[4] = PF0[4] * HDEC[t] * p[20] + cp * d.hg;
        d.asc = N::exp(-.6931471805599453 * double(t) / p[13]);
        d.infra = N::exp(-p[37] * double(t));
        d.sub = p[35] * SUBDEC[t];
        d.uf = p[17];
        d.nuf = 1. - d.uf;
        return d;
    }

    void choose_modes(int t, const Drivers<R>& d, R (&pkm)[M]) {
        const R votr = 1. / (p[26] * .035 * d.y), votr0 = 1. / (p[26] * .035 * first.y);
        const R lam = LAMBDA0 * p[27], dg = N::exp(lndist * double(t));
        const R dasc[M] = {R{},
                           p[30] * RAMP[t],
                           R{},
                           R{},
                           N::log(1. + p[32] * RAMP[t]),
                           p[28] * N::log(d.own / first.own),
                           R{},
                           R{}};
        const R wait = BUSWAIT * p[31] * RAMP[t], charge = p[33] * RAMP[t];
        const R carkm = opc * (1. / OCC), fare = d.y / first.y;
        const R tripbase = d.pop * (TRIPS * (1. - p[34] * RAMP[t]));
        for (int b = 0; b < B; ++b) {
            const R km = DB[b] * dg;
            R e[M], sum = R{};
            for (int m = 0; m < M; ++m) {
                const R money = m == 5 ? carkm * km + charge : fare * (FARE[m] + FAREKM[m] * km);
                const double money0 =
                    m == 5 ? OPC0 * (1. / OCC) * DB[b] : FARE[m] + FAREKM[m] * DB[b];
                R dgc = (60. / SPEED[m]) * (km - DB[b]) + (money * votr - money0 * votr0);
                if (m == 3) dgc -= wait;
                e[m] = P0[m][b] * N::exp(dasc[m] - lam * dgc);
                sum += e[m];
            }
            const R trips = tripbase * WB[b] * N::exp(.2 * p[24] * d.lny + p[29] * N::log(sum));
            const R scale = trips * km / sum;
            for (int m = 0; m < M; ++m) pkm[m] += e[m] * scale;
        }
    }

    void set_targets(const Drivers<R>& d, const R (&pkm)[M], R (&target)[V]) {
        target[0] = N0[0] * (d.own * d.pop) / (first.own * first.pop);
        target[1] = N0[1] / PKM0[6] * pkm[6];
        target[2] = N0[2] / PKM0[3] * pkm[3];
        target[3] = N0[3] * N::exp(.4 * p[24] * d.lny) * d.pop / first.pop;
        target[4] = N0[4] / PKM0[7] * pkm[7];
        target[5] = N0[5] / PKM0[2] * pkm[2];
        for (int v = 6; v < V; ++v) target[v] = N0[v] * N::exp(FEPS[v] * p[25] * d.lnY);
    }

    /// Vehicles of ages 1..40, for powertrains k0 to k1.
    template <int k0, int k1>
    void add_survivors(int v, int t, const R (&spf)[2][A], Cohorts<R>& c) {
        R n[k1 - k0] = {}, use[k1 - k0] = {}, z[k1 - k0] = {};
        for (int i = 0; i < A - 1; ++i) {
            const R s = w.S[v][i], sp = w.SP[v][i], s0 = spf[0][i], s1 = spf[1][i];
#pragma GCC unroll 8
            for (int k = k0; k < k1; ++k) {
                const R x = sales(v, k, t + i);
                n[k - k0] = madd(x, s, n[k - k0]);
                use[k - k0] = madd(x, sp, use[k - k0]);
                z[k - k0] = madd(x, FAM[k] ? s1 : s0, z[k - k0]);
            }
        }
        for (int k = k0; k < k1; ++k) {
            c.n[k] = n[k - k0];
            c.use[k] = use[k - k0];
            c.z[k] = z[k - k0];
        }
    }

    Cohorts<R> survivors(int v, int t, const R (&spf)[2][A]) {
        Cohorts<R> c;
        if constexpr (shape == Shape::plain) {
            for (int k = 0; k < K; ++k) {
                for (int i = 0; i < A - 1; ++i) {
                    const R x = sales(v, k, t + i);
                    c.n[k] += x * w.S[v][i];
                    c.use[k] += x * w.SP[v][i];
                    c.z[k] += x * spf[FAM[k]][i];
                }
            }
        } else if constexpr (kWidth == 8) {  // AVX-512: 32 registers
            add_survivors<0, 7>(v, t, spf, c);
        } else {
            add_survivors<0, 2>(v, t, spf, c);
            add_survivors<2, 4>(v, t, spf, c);
            add_survivors<4, 7>(v, t, spf, c);
        }
        return c;
    }

    /// Sales of class v by powertrain; the share of new-energy vehicles, of cars alone.
    R sell(int v, int t, const Drivers<R>& d, const R& target, const R& bat, const Cohorts<R>& c,
           R& added) {
        const int j = t + 40;
        const R capital = crf[v] * (1. / VKT[v]);
        R util[K], best = R{} - 1e300, sum = R{}, left = R{};
        for (int k = 0; k < K; ++k) {
            const R fuel = k == PHEV
                               ? d.nuf * (PHEV_P[v] * d.price[0]) + d.uf * (PHEV_E[v] * d.price[3])
                               : E0[v][k] * d.price[CARRIER[k]];
            const R price = BASEP[v] * PREL[k] + BATKWH[v][k] * bat - (BASEP[v] * SUB[k]) * d.sub;
            const R cost = capital * price + OMK[v] + fuel * w.f[FAM[k]][j] + INCV[v][k] * d.infra;
            util[k] = ASC0[v][k] * d.asc - THETA[v] * p[12] * cost;
            best = N::max(best, util[k]);
        }
        for (int k = 0; k < K; ++k) {
            util[k] = N::exp(util[k] - best);
            sum += util[k];
            left += c.n[k];
        }
        const R per_weight = N::max(target - left, R{}) / sum;
        for (int k = 0; k < K; ++k) {
            const R s = per_weight * util[k];
            sales(v, k, j) = s;
            added += s * (BATKWH[v][k] * 1e-6);
        }
        return v == 0 ? (util[4] + util[5] + util[6]) / sum : R{};
    }

    void step(int t) {
        const Drivers<R> d = drivers(t);
        R pkm[M] = {}, target[V];
        choose_modes(t, d, pkm);
        set_targets(d, pkm, target);
        const R bat = batf + (bat0 - batf) * N::exp(learn * N::log(X * (1. / X0)));
        R E[F] = {}, cost = R{}, added = R{};
        for (int v = 0; v < V; ++v) {
            R spf[2][A];
            for (int g = 0; g < 2; ++g) {
                for (int i = 0; i < A; ++i) spf[g][i] = w.SP[v][i] * w.f[g][t + i];
            }
            Cohorts<R> c = survivors(v, t, spf);
            const R nevsale = t > 0 ? sell(v, t, d, target[v], bat, c, added)
                                    : R{} + (SH0[0][4] + SH0[0][5] + SH0[0][6]);
            R nsum = R{}, usum = R{};
            for (int k = 0; k < K; ++k) {
                const R x = sales(v, k, t + 40);
                c.n[k] += x;
                c.use[k] += x * w.SP[v][A - 1];
                c.z[k] += x * spf[FAM[k]][A - 1];
                nsum += c.n[k];
                usum += c.use[k];
            }
            const R vkm = v == 0 ? (VKT[0] * N0[0] / PKM0[5]) * pkm[5] : VKT[v] * target[v];
            const R vkt = vkm / usum;
            R energy[F] = {};
            for (int k = 0; k < K; ++k) {
                if (k == PHEV) {
                    energy[0] += c.z[k] * (PHEV_P[v] * d.nuf);
                    energy[3] += c.z[k] * (PHEV_E[v] * d.uf);
                } else {
                    energy[CARRIER[k]] += c.z[k] * E0[v][k];
                }
            }
            for (int f = 0; f < F; ++f) {
                energy[f] *= vkt;
                E[f] += energy[f];
            }
            w.out[10 + v][t] = nsum;
            if (v == 0) {
                w.out[28][t] = nevsale;
                w.out[29][t] = (c.n[4] + c.n[5] + c.n[6]) / nsum;
                w.out[31][t] = vkm / nsum;
                for (int f = 0; f < F; ++f) cost += energy[f] * d.price[f];
                opc = cost / vkm;  // used from the next year on
            }
        }
        record(t, d, E, pkm);
        w.out[30][t] = bat;
        if (t > 0) X += ROW[t] * p[10] + added;
    }

    void record(int t, const Drivers<R>& d, const R (&E)[F], const R (&pkm)[M]) {
        R total = R{}, ttw = R{};
        const R grid = E[3] * d.eg + E[4] * d.hg;
        for (int f = 0; f < F; ++f) {
            total += E[f];
            ttw += E[f] * EF[f];
            w.out[f][t] = E[f];
        }
        w.out[5][t] = total;
        w.out[6][t] = ttw;
        w.out[7][t] = grid;
        w.out[8][t] = ttw + grid;
        w.out[9][t] = (ttw + grid) / d.pop;
        for (int m = 0; m < M; ++m) w.out[20 + m][t] = pkm[m];
    }
};

}  // namespace yardstick
