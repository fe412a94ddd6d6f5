// Solves a minimum cost flow problem with two of LEMON's algorithms. Reads the name of a file in DIMACS' format a line
// from its input, and for each writes a line: the status, and for NetworkSimplex and CostScaling the cost and the
// nanoseconds that run() alone took. A problem is read once, however often it is named one time after another.
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>

#include <lemon/cost_scaling.h>
#include <lemon/dimacs.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

using Graph = lemon::SmartDigraph;
using Values = Graph::ArcMap<std::int64_t>;

namespace {

template <typename Algorithm>
std::pair<std::int64_t, std::int64_t> solve(
    const Graph& graph, const Values& capacities, const Values& costs, const Graph::NodeMap<std::int64_t>& supplies) {
  Algorithm algorithm(graph);
  algorithm.upperMap(capacities).costMap(costs).supplyMap(supplies);
  const auto begin = std::chrono::steady_clock::now();
  const auto status = algorithm.run();
  const auto end = std::chrono::steady_clock::now();
  const auto cost = status == Algorithm::OPTIMAL ? algorithm.template totalCost<std::int64_t>() : INT64_MIN;
  return {cost, std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count()};
}

}  // namespace

int main() {
  std::string path, known;
  Graph graph;
  Values lowers(graph), capacities(graph), costs(graph);
  Graph::NodeMap<std::int64_t> supplies(graph);
  while (std::getline(std::cin, path)) {
    if (path != known) {
      std::ifstream file(path);
      lemon::readDimacsMin(file, graph, lowers, capacities, costs, supplies);
      known = path;
    }
    const auto simplex = solve<lemon::NetworkSimplex<Graph, std::int64_t>>(graph, capacities, costs, supplies);
    const auto scaling = solve<lemon::CostScaling<Graph, std::int64_t>>(graph, capacities, costs, supplies);
    std::cout << simplex.first << ' ' << simplex.second << ' ' << scaling.first << ' ' << scaling.second << std::endl;
  }
}
